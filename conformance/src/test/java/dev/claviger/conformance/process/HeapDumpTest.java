package dev.claviger.conformance.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.Loudly;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.primitive.AgreementPrimitive;
import dev.claviger.crypto.primitive.KeyScalars;
import dev.claviger.crypto.primitive.Primitives;
import dev.claviger.hsm.scratch.ScratchSoftHsm;
import dev.claviger.provider.MlsProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is left in a process that has used a token and closed everything. Its heap is dumped three
 * times: while all is open, to prove that the search finds secrets; after closing with the garbage;
 * and after a collection without it.
 *
 * <p>PINs and Diffie-Hellman values are in arrays of our own all their life, so they must not be
 * among the garbage either. A group's secrets go through JCA objects that cannot be zeroed (ADR 1):
 * they must not be reachable.
 */
class HeapDumpTest {
  private static final String LABEL = "heap";
  private static final String SUFFIX = "-Wq7";
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks",
          "java.time");

  @TempDir Path folder;

  @Test
  void closedVaultAndGroups_leaveNoSecretInTheHeap() throws IOException {
    ScratchSoftHsm.missing()
        .ifPresent(why -> Loudly.notRunButUnderCi("the search of a heap dump", why));
    String pin = writePin(HeapDumpChild.PIN_FILE);
    String wrong = writePin(HeapDumpChild.WRONG_PIN_FILE);
    byte[] marker = random();
    Primitives primitives = Primitives.of(MlsProvider.standard());
    Secret peer = KeyScalars.random(Curve.P256);

    String said;
    try (ScratchSoftHsm softHsm = ScratchSoftHsm.forAnotherProcess(pin, LABEL)) {
      said = run(softHsm, primitives.fixedBase(Curve.P256).publicKey(peer), marker);
    }

    List<byte[]> agreed = agreed(said, primitives.agreement(Curve.P256), peer);
    List<byte[]> secrets = secrets();
    assertTrue(secrets.size() > 20, "secrets of the groups: " + secrets.size());
    Map<String, byte[]> dumps =
        Map.of(
            "open", read(HeapDumpChild.OPEN_DUMP),
            "all", read(HeapDumpChild.ALL_DUMP),
            "live", read(HeapDumpChild.LIVE_DUMP));
    dumps.forEach(
        (name, dump) ->
            assertTrue(
                forms(dump, marker).containsAll(Set.of("Latin-1", "UTF-16BE", "UTF-16LE")),
                "the planted marker in the dump " + name));
    assertTrue(found(dumps.get("open"), secrets) > 20, "the search finds what is there");

    for (String name : List.of("all", "live")) {
      byte[] dump = dumps.get(name);
      for (String secret : List.of(pin, wrong)) {
        assertEquals(Set.of(), forms(dump, latin1(secret)), "the PIN in the dump " + name);
      }
      for (byte[] dh : agreed) {
        assertEquals(Set.of(), forms(dump, dh), "a Diffie-Hellman value in the dump " + name);
      }
    }
    assertEquals(0, found(dumps.get("live"), secrets), "secrets of closed groups");
    for (byte[] text : List.of(latin1(said), read(HeapDumpChild.AUDIT_FILE))) {
      List<byte[]> all = new ArrayList<>(agreed);
      all.addAll(secrets);
      all.add(latin1(pin));
      all.add(latin1(wrong));
      all.forEach(one -> assertEquals(Set.of(), forms(text, one), "what was said or audited"));
    }
  }

  private String run(ScratchSoftHsm softHsm, Bytes peer, byte[] marker) {
    List<String> arguments = new ArrayList<>();
    OPENED.forEach(name -> arguments.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
    if (Runtime.version().feature() >= 24) {
      arguments.add("--enable-native-access=ALL-UNNAMED");
    }
    arguments.addAll(
        List.of(
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            HeapDumpChild.class.getName(),
            folder.toString(),
            softHsm.library().toString(),
            LABEL,
            peer.toHex(),
            HexFormat.of().formatHex(marker)));
    return ChildJvm.run(arguments, Map.of("SOFTHSM2_CONF", softHsm.configuration().toString()));
  }

  /** The Diffie-Hellman values, from what the child says of its public keys. */
  private static List<byte[]> agreed(String said, AgreementPrimitive p256, Secret peer) {
    List<byte[]> agreed = new ArrayList<>();
    Matcher key = Pattern.compile("agreed with ([0-9a-f]+) ").matcher(said);
    while (key.find()) {
      agreed.add(p256.agree(peer, Bytes.fromHex(key.group(1))).expose());
    }
    assertEquals(2, agreed.size(), said);
    return agreed;
  }

  private List<byte[]> secrets() throws IOException {
    List<byte[]> secrets = new ArrayList<>();
    ByteArrayInputStream in = new ByteArrayInputStream(read(HeapDumpChild.SECRETS_FILE));
    for (int length = in.read(); length >= 0; length = in.read()) {
      secrets.add(in.readNBytes(length));
    }
    return secrets;
  }

  private byte[] read(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name));
  }

  private String writePin(String name) throws IOException {
    String pin = new String(random(), StandardCharsets.ISO_8859_1);
    Path file = folder.resolve(name);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, pin + "\n");
    return pin;
  }

  /** Printable, and like nothing else. */
  private static byte[] random() {
    byte[] bytes = new byte[12];
    new SecureRandom().nextBytes(bytes);
    return latin1(HexFormat.of().formatHex(bytes) + SUFFIX);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** In which forms it is there: as it is, as Java's chars and strings, as hexadecimal text. */
  private static Set<String> forms(byte[] dump, byte[] secret) {
    Map<String, byte[]> forms =
        Map.of(
            "Latin-1", secret,
            "UTF-16BE", wide(secret, 1),
            "UTF-16LE", wide(secret, 0),
            "hexadecimal", latin1(HexFormat.of().formatHex(secret)),
            "HEXADECIMAL", latin1(HexFormat.of().withUpperCase().formatHex(secret)));
    Set<String> found = new TreeSet<>();
    forms.forEach(
        (name, bytes) -> {
          if (contains(dump, bytes)) {
            found.add(name);
          }
        });
    return found;
  }

  private static byte[] wide(byte[] text, int at) {
    byte[] wide = new byte[2 * text.length];
    for (int i = 0; i < text.length; i++) {
      wide[2 * i + at] = text[i];
    }
    return wide;
  }

  private static int found(byte[] dump, List<byte[]> secrets) {
    return (int) secrets.stream().filter(secret -> contains(dump, secret)).count();
  }

  private static boolean contains(byte[] text, byte[] wanted) {
    for (int i = 0; i <= text.length - wanted.length; i++) {
      if (text[i] == wanted[0]
          && text[i + wanted.length - 1] == wanted[wanted.length - 1]
          && Arrays.equals(text, i, i + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }
}
