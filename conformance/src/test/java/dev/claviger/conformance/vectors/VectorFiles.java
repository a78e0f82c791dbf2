package dev.claviger.conformance.vectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Vector files made by tests. */
final class VectorFiles {
  private VectorFiles() {}

  static VectorFile parse(String name, String json) {
    try {
      return new VectorFile(name, new JsonMapper().readTree(json));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
