package dev.claviger.crypto.audit;

import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import java.util.Optional;

/** The key that an event is about. */
record Subject(
    String store,
    Optional<KeyRef> key,
    Optional<KeyPurpose> purpose,
    String mechanism,
    Optional<AgreementRoute> route) {}
