package dev.claviger.conformance.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.claviger.conformance.Loudly;
import dev.claviger.conformance.contract.SoftHsm;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.Pkcs11Vault;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the comparison compares like with like; how fast either is, is no matter here. */
public final class TokenBenchTest {
  private static final TokenBench.Effort LEAST = new TokenBench.Effort(2, 5, 1);

  @Test
  void bothPrograms_doTheSame_andNothingIsLeftBehind() throws IOException {
    BenchToken token = token();
    long before = SoftHsm.tokenObjects(TokenBenchTest.class);

    TokenBenchReport report = runOrSkip(token);

    assertEquals(before, SoftHsm.tokenObjects(TokenBenchTest.class));
    assertEquals(List.of(), report.notRun());
    assertEquals(2 * TokenOperation.all().size(), report.rows().size());
    for (TokenBenchReport.Row row : report.rows()) {
      int calls =
          row.operation().endsWith("RAW_SECRET") ? 3 : row.operation().startsWith("agree") ? 6 : 2;
      assertEquals(calls, row.calls().size(), row.operation());
      assertTrue(row.c().lower() > 0, row.operation());
      assertTrue(row.claviger().lower() > 0, row.operation());
      assertTrue(row.ratio().lower() <= row.ratio().median(), row.operation());
      assertTrue(row.ratio().median() <= row.ratio().upper(), row.operation());
    }
    JsonNode json = new ObjectMapper().readTree(TokenBenchText.json(report));
    assertEquals(TokenBenchText.FORMAT, json.get("format").asText());
    assertEquals(report.rows().size(), json.get("rows").size());
    assertEquals(
        List.of("C_SignInit", "C_Sign"),
        List.of(
            json.get("rows").get(0).get("calls").get(0).asText(),
            json.get("rows").get(0).get("calls").get(1).asText()));
    String text = String.join("\n", TokenBenchText.lines(report));
    assertTrue(text.contains("agree X25519 DIGEST_KEY"), text);
  }

  @Test
  void resultOfTheCProgram_isNotTakenOnTrust() {
    try (Pkcs11Vault vault = Pkcs11Vault.open(token().config().build())) {
      for (TokenOperation operation : TokenOperation.all()) {
        boolean signs = operation.algorithm() instanceof SignatureScheme;
        VaultKey key =
            vault.generate(signs ? KeyPurpose.SIGNATURE : KeyPurpose.LEAF, operation.algorithm());
        Bytes wrong = Bytes.fromHex("01".repeat(signs ? 64 : 32));
        assertThrows(RuntimeException.class, () -> operation.check(key, wrong), operation.name());
        vault.destroy(key.ref());
      }
    }
  }

  @Test
  void withoutACompiler_itSaysSo() {
    NotRunException why =
        assertThrows(NotRunException.class, () -> CProgram.start(token(), "no-such-compiler"));
    assertTrue(why.getMessage().contains("no-such-compiler"), why.getMessage());
  }

  @Test
  void medianAndQuarters_areThoseOfTheSortedValues() {
    assertEquals(new Spread(3, 2, 4), Spread.of(List.of(5.0, 1.0, 4.0, 2.0, 3.0)));
    assertEquals(new Spread(1.5, 1.25, 1.75), Spread.of(List.of(2.0, 1.0)));
  }

  private static TokenBenchReport runOrSkip(BenchToken token) {
    try {
      return TokenBench.run(token, LEAST, row -> {});
    } catch (NotRunException e) {
      Loudly.notRunButUnderCi("TokenBenchTest", e.getMessage());
      throw e;
    }
  }

  private static BenchToken token() {
    return BenchToken.of(SoftHsm.of(TokenBenchTest.class), TokenBenchTest.class.getSimpleName());
  }
}
