package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.hsm.cryptoki.Attributes;
import dev.claviger.hsm.cryptoki.Ck;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Template;
import dev.claviger.hsm.session.DisobedienceException;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.session.TokenSessions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Gives names and a single use to keys that SunPKCS11 makes, which it cannot: they come out marked
 * as new, and our binding, which sees the same objects, writes CKA_ID and CKA_LABEL, takes away the
 * use that the key is not for, and reads back whether it is kept as demanded.
 */
final class SunNaming {
  private static final int ID_LENGTH = 16;
  private static final Bytes NEW = Bytes.fromHex(SunConfiguration.NEW_KEY_ID);

  private final TokenSessions sessions;
  private final Lock oneAtATime;
  private final Set<String> untold;
  private final SecureRandom random = new SecureRandom();

  private SunNaming(TokenSessions sessions, Set<String> untold, Lock oneAtATime) {
    this.sessions = sessions;
    this.untold = Set.copyOf(untold);
    this.oneAtATime = oneAtATime;
  }

  /**
   * @param untold names of custody attributes that the token tells wrongly
   */
  static SunNaming on(TokenSessions sessions, Set<String> untold) {
    Lock lock = sessions.token().learnt(SunNaming.class, ReentrantLock.class, ReentrantLock::new);
    return new SunNaming(sessions, untold, lock);
  }

  /** A key pair with the CKA_ID that it now has. */
  record Named(Bytes id, KeyPair pair) {}

  Named generate(Supplier<KeyPair> generator, KeyLabel label) {
    return sessions.holding(oneAtATime, () -> generateAlone(generator, label));
  }

  private Named generateAlone(Supplier<KeyPair> generator, KeyLabel label) {
    List<Long> oldPrivate = marked(Ck.CKO_PRIVATE_KEY);
    List<Long> oldPublic = marked(Ck.CKO_PUBLIC_KEY);
    KeyPair pair = sessions.callElsewhere(generator);
    long privateKey = onlyNew(marked(Ck.CKO_PRIVATE_KEY), oldPrivate);
    long publicKey = onlyNew(marked(Ck.CKO_PUBLIC_KEY), oldPublic);
    return new Named(sessions.run(s -> name(s, privateKey, publicKey, label)), pair);
  }

  private Bytes name(Session session, long privateKey, long publicKey, KeyLabel label) {
    byte[] id = new byte[ID_LENGTH];
    random.nextBytes(id);
    Bytes newId = Bytes.wrap(id);
    boolean signs = label.algorithm() instanceof SignatureScheme;
    Template name = KeyTemplates.named(Template.empty(), newId, label);
    session.setAttributes(privateKey, name.with(Cka.SIGN, signs).with(Cka.DERIVE, !signs));
    session.setAttributes(publicKey, name);
    KeyDemands demands = KeyDemands.resident(label.algorithm());
    Attributes told = session.attributes(privateKey, demands.types());
    String disobedience = demands.disobedience(told, untold);
    if (!disobedience.isEmpty()) {
      session.destroyResident(privateKey);
      session.destroyResident(publicKey);
      throw new DisobedienceException(disobedience);
    }
    return newId;
  }

  private List<Long> marked(long objectClass) {
    Template template = Template.empty().with(Cka.CLASS, objectClass).with(Cka.ID, NEW);
    return sessions.run(session -> session.findObjects(template));
  }

  private long onlyNew(List<Long> now, List<Long> before) {
    List<Long> added = new ArrayList<>(now);
    added.removeAll(before);
    if (added.size() != 1) {
      throw sessions
          .faults()
          .malformed(
              sessions.token().identity(),
              added.size()
                  + " new keys where one was made; is SunPKCS11 configured with the text of"
                  + " SunPkcs11Vault.configuration, and used for generation by this vault only?");
    }
    return added.get(0);
  }
}
