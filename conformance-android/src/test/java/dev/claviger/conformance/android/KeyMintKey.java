package dev.claviger.conformance.android;

import android.hardware.security.keymint.KeyParameter;
import android.hardware.security.keymint.Tag;
import android.system.keystore2.KeyMetadata;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/** A key as the fake holds it. */
record KeyMintKey(
    String alias, Phone phone, KeyPair keys, List<KeyParameter> parameters, KeyMetadata metadata) {

  boolean allowsPurpose(int purpose) {
    return values(parameters, Tag.PURPOSE, one -> one.value.getKeyPurpose()).contains(purpose);
  }

  boolean allowsDigest(int digest) {
    return values(parameters, Tag.DIGEST, one -> one.value.getDigest()).contains(digest);
  }

  boolean has(int tag) {
    return parameters.stream().anyMatch(one -> one.tag == tag);
  }

  static List<Integer> values(
      List<KeyParameter> parameters, int tag, ToIntFunction<KeyParameter> value) {
    return parameters.stream().filter(one -> one.tag == tag).map(value::applyAsInt).toList();
  }

  static List<Integer> values(
      KeyParameter[] parameters, int tag, ToIntFunction<KeyParameter> value) {
    return values(Arrays.asList(parameters), tag, value);
  }
}
