package dev.claviger.mls.stored;

import dev.claviger.crypto.Secret;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.schedule.EpochSecrets;
import dev.claviger.mls.schedule.InitSecret;

/**
 * The secrets of an epoch but for the root of its secret tree, which has rows of its own.
 *
 * <pre>
 * struct {
 *     opaque sender_data_secret&lt;V&gt;;
 *     opaque exporter_secret&lt;V&gt;;
 *     opaque external_secret&lt;V&gt;;
 *     opaque confirmation_key&lt;V&gt;;
 *     opaque membership_key&lt;V&gt;;
 *     opaque resumption_psk&lt;V&gt;;
 *     opaque epoch_authenticator&lt;V&gt;;
 *     opaque init_secret&lt;V&gt;;
 * } StoredSecrets;
 * </pre>
 */
record StoredSecrets(EpochSecrets secrets) implements TlsStruct {
  static EpochSecrets read(TlsReader r) {
    Secret senderData = r.secret("sender_data_secret");
    Secret exporter = r.secret("exporter_secret");
    Secret external = r.secret("external_secret");
    Secret confirmation = r.secret("confirmation_key");
    Secret membership = r.secret("membership_key");
    Secret resumption = r.secret("resumption_psk");
    Secret authenticator = r.secret("epoch_authenticator");
    Secret init = r.secret("init_secret");
    return new EpochSecrets(
        senderData,
        Secret.zeros(0),
        exporter,
        external,
        confirmation,
        membership,
        resumption,
        authenticator,
        new InitSecret(init));
  }

  @Override
  public void write(TlsWriter w) {
    w.secret(secrets.senderDataSecret())
        .secret(secrets.exporterSecret())
        .secret(secrets.externalSecret())
        .secret(secrets.confirmationKey())
        .secret(secrets.membershipKey())
        .secret(secrets.resumptionPsk())
        .secret(secrets.epochAuthenticator())
        .secret(secrets.initSecret().value());
  }
}
