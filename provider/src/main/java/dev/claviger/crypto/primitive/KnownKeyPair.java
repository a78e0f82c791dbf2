package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.Secret;
import java.util.Map;

/** A published key pair of each agreement curve: RFC 7748 §6 (Alice), RFC 5903 §8 (initiator). */
record KnownKeyPair(Secret privateKey, Bytes publicKey) {
  private static final Map<Curve, KnownKeyPair> ALL =
      Map.of(
          Curve.X25519,
          pair(
              "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
              "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"),
          Curve.X448,
          pair(
              "9a8f4925d1519f5775cf46b04b5800d4ee9ee8bae8bc5565d498c28d"
                  + "d9c9baf574a9419744897391006382a6f127ab1d9ac2d8c0a598726b",
              "9b08f7cc31b7e3e67d22d5aea121074a273bd2b83de09c63faa73d2c"
                  + "22c5d9bbc836647241d953d40c5b12da88120d53177f80e532c41fa0"),
          Curve.P256,
          pair(
              "c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433",
              "04dad0b65394221cf9b051e1feca5787d098dfe637fc90b9ef945d0c3772581180"
                  + "5271a0461cdb8252d61f1c456fa3e59ab1f45b33accf5f58389e0577b8990bb3"),
          Curve.P384,
          pair(
              "099f3c7034d4a2c699884d73a375a67f7624ef7c6b3c0f160647b67414dce655"
                  + "e35b538041e649ee3faef896783ab194",
              "04667842d7d180ac2cde6f74f37551f55755c7645c20ef73e31634fe72b4c55ee6"
                  + "de3ac808acb4bdb4c88732aee95f41aa"
                  + "9482ed1fc0eeb9cafc4984625ccfc23f65032149e0e144ada024181535a0f38e"
                  + "eb9fcff3c2c947dae69b4c634573a81c"),
          Curve.P521,
          pair(
              "0037ade9319a89f4dabdb3ef411aaccca5123c61acab57b5393dce47608172a0"
                  + "95aa85a30fe1c2952c6771d937ba9777f5957b2639bab072462f68c27a57382d4a52",
              "040015417e84dbf28c0ad3c278713349dc7df153c897a1891bd98bab4357c9ecbe"
                  + "e1e3bf42e00b8e380aeae57c2d107564941885942af5a7f4601723c4195d176ced3e"
                  + "017cae20b6641d2eeb695786d8c946146239d099e18e1d5a514c739d7cb4a10a"
                  + "d8a788015ac405d7799dc75e7b7d5b6cf2261a6a7f1507438bf01beb6ca3926f9582"));

  static KnownKeyPair of(Curve curve) {
    return ALL.get(curve);
  }

  private static KnownKeyPair pair(String privateKey, String publicKey) {
    return new KnownKeyPair(
        Secret.wrap(Bytes.fromHex(privateKey).toByteArray()), Bytes.fromHex(publicKey));
  }
}
