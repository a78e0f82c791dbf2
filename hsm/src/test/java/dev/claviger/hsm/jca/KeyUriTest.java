package dev.claviger.hsm.jca;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.KeyRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyUriTest {
  private static final Bytes ID = Bytes.fromHex("00ff2f3b");

  @Test
  void uri_isWrittenAsRfc7512Says() {
    KeyUri uri = new KeyUri("my token", "0a1b", ID, "claviger:init:X");
    assertEquals(
        "pkcs11:token=my%20token;serial=0a1b;id=%00%FF%2F%3B;object=claviger:init:X;type=private",
        uri.toRef().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "a;b=c", "100%", "Schlüssel", "a?b#c", "", "\"\\<>^`{|}"})
  void everyText_survivesTheRoundTrip(String text) {
    KeyUri uri = new KeyUri(text, text, ID, text);
    assertEquals(uri, KeyUri.parse(KeyRef.of(uri.toRef().toString())));
  }

  @Test
  void attributes_mayComeInAnyOrder() {
    KeyUri uri = KeyUri.parse(KeyRef.of("pkcs11:type=private;id=%01;object=o;serial=s;token=t"));
    assertEquals(new KeyUri("t", "s", Bytes.fromHex("01"), "o"), uri);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pkcs11:token=t",
        "pkcs11:token=t;serial=s;id=%01;object=o;type=public",
        "pkcs11:token=t;serial=s;id=%01;object=o;type=private;type=private",
        "pkcs11:token=t;serial=s;id=%01;object=o;type=private;slot-id=1",
        "pkcs11:token=t;serial=s;id=%01;object=o;type=private?pin-value=1234",
        "pkcs11:token=t;serial=s;id=%01;object=o;type=private;",
        "pkcs11:token=t;serial;id=%01;object=o;type=private",
        "pkcs11:token=%FF;serial=s;id=%01;object=o;type=private",
      })
  void anythingElse_isRefused(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> KeyUri.parse(KeyRef.of(text)));
    assertTrue(e.getMessage().contains("key reference"), e.getMessage());
  }
}
