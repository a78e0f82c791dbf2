package dev.claviger.crypto.audit;

import dev.claviger.crypto.key.KeyPurpose;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** An event as one line of JSON whose values are all strings. */
final class AuditLine {
  private AuditLine() {}

  static String of(KeyUse use) {
    return "{" + members(use) + "}";
  }

  /** Without the braces, for more to be added. */
  static String members(KeyUse use) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("time", use.time().toString());
    members.put("operation", use.operation().toString());
    members.put("store", use.store());
    use.key().ifPresent(key -> members.put("key", key.toString()));
    members.put("purpose", use.purpose().map(KeyPurpose::toString).orElse("SEALING"));
    members.put("mechanism", use.mechanism());
    use.route().ifPresent(route -> members.put("route", route.toString()));
    use.group()
        .ifPresent(
            group -> {
              members.put("group", group.groupId().toHex());
              members.put("epoch", Long.toUnsignedString(group.epoch()));
            });
    members.put("outcome", use.failure().orElse("done"));
    members.put("micros", Long.toString(use.took().toNanos() / 1000));
    return members.entrySet().stream()
        .map(member -> member(member.getKey(), member.getValue()))
        .collect(Collectors.joining(","));
  }

  static String member(String name, String value) {
    return quoted(name) + ":" + quoted(value);
  }

  /** RFC 8259 §7: quotation mark, backslash and control characters are escaped. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
