package dev.claviger.conformance.interop.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A story of one group.
 *
 * @param name the file's name and the script's, as in {@code commit/add}
 */
public record Script(String name, List<Step> steps) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Script {
    steps = List.copyOf(steps);
  }

  /**
   * The scripts of a file, in their order there.
   *
   * @throws MalformedScriptException if it is no file of scripts
   * @throws UncheckedIOException if it cannot be read
   */
  public static List<Script> read(Path file) {
    try {
      String name = file.getFileName().toString().replaceFirst("\\.json$", "");
      return parse(name, JSON.readTree(Files.readString(file)));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new MalformedScriptException(file + " is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, of what was in a file of that name. */
  public static List<Script> parse(String file, JsonNode json) {
    if (!json.path("scripts").isObject()) {
      throw new MalformedScriptException(file + " has no \"scripts\"");
    }
    List<Script> scripts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> script : json.get("scripts").properties()) {
      List<Step> steps = new ArrayList<>();
      script.getValue().forEach(step -> steps.add(Step.of(step)));
      scripts.add(new Script(file + "/" + script.getKey(), steps));
    }
    return scripts;
  }

  /** Everybody who acts, in the order in which they come in: the roles to be cast. */
  public List<String> actors() {
    Set<String> actors = new LinkedHashSet<>();
    for (Step step : steps) {
      actors.add(step.actor());
      switch (step.action()) {
        case "createGroup" -> actors.addAll(step.texts("members"));
        case "externalJoin", "newMemberAddProposal" -> actors.add(step.text("joiner"));
        case "addExternalSigner" -> actors.add(step.text("signer"));
        default -> {
          // all others are in the group already
        }
      }
    }
    actors.remove("");
    return List.copyOf(actors);
  }
}
