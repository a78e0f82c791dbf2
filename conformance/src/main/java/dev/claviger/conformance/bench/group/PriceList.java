package dev.claviger.conformance.bench.group;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.claviger.conformance.bench.NotRunException;
import dev.claviger.conformance.bench.stack.BenchStack;
import dev.claviger.conformance.bench.stack.NotOfferedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one class path gives: the prices of primitives, and how stacks describe themselves there.
 *
 * @param prices by name
 * @param stacks descriptions by name
 */
record PriceList(Map<String, Price> prices, Map<String, String> stacks) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What is asked for. */
  record Wanted(Collection<String> prices, Collection<String> stacks) {}

  /**
   * Of a JVM of its own.
   *
   * @param stack on whose class path
   * @throws NotRunException if it fails
   */
  static PriceList forked(String stack, Wanted wanted) {
    try {
      Path file = Files.createTempFile("claviger-prices", ".json");
      try {
        Files.writeString(file, MAPPER.writeValueAsString(wanted));
        int exit = new ProcessBuilder(command(stack, file)).inheritIO().start().waitFor();
        if (exit != 0) {
          throw new NotRunException("the JVM that prices primitives exited with " + exit);
        }
        return MAPPER.readValue(Files.readString(file), PriceList.class);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotRunException("interrupted");
    }
  }

  private static List<String> command(String stack, Path file) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", ClassPath.of(stack), PriceList.class.getName(), file.toString()));
    return command;
  }

  /** The other JVM: reads what is wanted from a file, and writes there what it has found. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    Files.writeString(file, answer(Files.readString(file)));
  }

  private static String answer(String text) throws JsonProcessingException {
    Wanted wanted = MAPPER.readValue(text, Wanted.class);
    PrimitiveClock clock = new PrimitiveClock(Pace.WHOLE);
    try (Stacks stacks = new Stacks()) {
      return MAPPER.writeValueAsString(
          new PriceList(clock.prices(wanted.prices()), descriptions(stacks, wanted.stacks())));
    }
  }

  /** Of those that are there; what was measured is. */
  private static Map<String, String> descriptions(Stacks stacks, Collection<String> names) {
    Map<String, String> described = new LinkedHashMap<>();
    for (String name : names) {
      try {
        BenchStack stack = stacks.get(name);
        described.put(name, stack.description());
      } catch (NotOfferedException e) {
        described.put(name, e.getMessage());
      }
    }
    return described;
  }
}
