package dev.claviger.mls.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Assumptions;

/** The mlswg vector files, from the folder that the system property claviger.vectors names. */
public final class Vectors {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Vectors() {}

  /** The array in a file; where the folder is absent the test says loudly that it did not run. */
  public static JsonNode read(String name) {
    Path file = Path.of(System.getProperty("claviger.vectors", "../shared/vectors"), "mls", name);
    if (!Files.exists(file)) {
      System.err.println("NOT RUN: " + name + ", because " + file + " does not exist");
      Assumptions.abort(file + " does not exist");
    }
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static CipherSuite suite(JsonNode vector) {
    return suite(vector.get("cipher_suite").intValue());
  }

  public static CipherSuite suite(int codePoint) {
    try {
      return CipherSuite.getInstance(
          new CipherSuiteId(codePoint), new dev.claviger.provider.MlsProvider());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  public static Bytes bytes(JsonNode vector, String field) {
    return Bytes.fromHex(vector.get(field).textValue());
  }

  public static Secret secret(JsonNode vector, String field) {
    return Secret.copyOf(bytes(vector, field));
  }

  public static long uint64(JsonNode vector, String field) {
    return vector.get(field).bigIntegerValue().longValue();
  }
}
