package dev.claviger.conformance.vectors.generate;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.MlsMessage;
import java.util.stream.Stream;

/** A Welcome to one of two joiners (RFC 9420 §12.4.3.1). */
final class WelcomeMaker implements Maker.OfSuite {
  @Override
  public Stream<Entry> make(CipherSuite suite, SeededRandom random) {
    SeededGroup group = new SeededGroup(suite, random);
    KeyPackage other = group.client().keyPackage();
    KeyPackage keyPackage = group.client().keyPackage();
    PendingCommit commit = group.commit(0, c -> c.add(other).add(keyPackage));
    return Stream.of(
        Entry.of(suite)
            .hex("init_priv", group.vault().raw(keyPackage.initKey().value()))
            .hex("signer_pub", group.member(0).epoch().self().signatureKey().value())
            .struct("key_package", new MlsMessage(keyPackage))
            .hex("welcome", Bytes.copyOf(commit.welcome().orElseThrow())));
  }
}
