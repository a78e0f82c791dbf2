package dev.claviger.hsm.custody;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A row as text: a line {@code name=value} for each column, bytes in hexadecimal. */
final class WrappedKeyFile {
  private static final List<String> COLUMNS =
      List.of("ref", "purpose", "algorithm", "publicKey", "wrappingKey", "mechanism", "blob");

  private WrappedKeyFile() {}

  static String format(WrappedKey row) {
    List<String> values =
        List.of(
            row.ref().toString(),
            row.purpose().name(),
            row.algorithm().name(),
            row.publicKey().toHex(),
            row.wrappingKey().toHex(),
            "0x" + Long.toHexString(row.mechanism()),
            row.blob().toHex());
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      text.append(COLUMNS.get(i)).append('=').append(values.get(i)).append('\n');
    }
    return text.toString();
  }

  /**
   * @throws IllegalArgumentException if it is no row; the message names the column
   */
  static WrappedKey parse(String text) {
    Map<String, String> values = new HashMap<>();
    for (String line : text.lines().toList()) {
      int equals = line.indexOf('=');
      String name = equals < 0 ? line : line.substring(0, equals);
      if (equals < 0 || values.put(name, line.substring(equals + 1)) != null) {
        throw new IllegalArgumentException("a line that is no column, or one twice");
      }
    }
    String missing =
        COLUMNS.stream().filter(c -> !values.containsKey(c)).collect(Collectors.joining(", "));
    if (!missing.isEmpty() || values.size() != COLUMNS.size()) {
      throw new IllegalArgumentException("columns missing, or too many: " + missing);
    }
    return new WrappedKey(
        KeyRef.of(values.get("ref")),
        KeyPurpose.valueOf(values.get("purpose")),
        KemId.valueOf(values.get("algorithm")),
        Bytes.fromHex(values.get("publicKey")),
        Bytes.fromHex(values.get("wrappingKey")),
        Long.decode(values.get("mechanism")),
        Bytes.fromHex(values.get("blob")));
  }
}
