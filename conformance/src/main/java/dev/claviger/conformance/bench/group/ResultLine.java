package dev.claviger.conformance.bench.group;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A result as one line of JSON: in a journal, and from one JVM to another. */
public final class ResultLine {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ResultLine() {}

  public static String text(Result result) {
    try {
      return MAPPER.writeValueAsString(result);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @throws IllegalArgumentException if it is no such line
   */
  public static Result parse(String line) {
    try {
      return MAPPER.readValue(line, Result.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no result: " + e.getOriginalMessage(), e);
    }
  }
}
