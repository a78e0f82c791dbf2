package dev.claviger.conformance.vectors;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** A file of test vectors as it was read: its name, which tells most formats, and its content. */
public record VectorFile(String name, JsonNode root) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  /**
   * @throws MalformedVectorException if the file is not JSON
   * @throws UncheckedIOException if it cannot be read at all
   */
  public static VectorFile read(Path path) {
    try (var in = Files.newInputStream(path)) {
      JsonNode root = MAPPER.readTree(in);
      if (!root.isContainerNode()) {
        throw new MalformedVectorException("neither a JSON array nor an object");
      }
      return new VectorFile(path.getFileName().toString(), root);
    } catch (JsonProcessingException e) {
      throw new MalformedVectorException("not JSON: " + reasonOf(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The vectors of a file that is one array of objects, as all files of mlswg are. */
  public List<Fields> entries() {
    if (!root.isArray()) {
      throw new MalformedVectorException("an array of vectors was expected");
    }
    return StreamSupport.stream(root.spliterator(), false).map(Fields::new).toList();
  }

  /** Whether the file is called after a format, as in {@code tree-math.json}, -v2 and the like. */
  public boolean isCalled(String format) {
    return name.equals(format + ".json") || name.startsWith(format + "-");
  }

  /** The first entry's field of that name, or a missing node: for telling formats by content. */
  public JsonNode firstEntry(String field) {
    return root.path(0).path(field);
  }

  private static String reasonOf(JsonProcessingException e) {
    String where = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
    return ((JacksonException) e).getOriginalMessage().lines().findFirst().orElse("") + where;
  }
}
