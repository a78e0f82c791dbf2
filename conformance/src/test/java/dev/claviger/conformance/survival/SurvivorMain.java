package dev.claviger.conformance.survival;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.keystore.sealed.PostgresGroupStore;
import dev.claviger.keystore.sealed.SqliteGroupStore;
import dev.claviger.keystore.sealed.SqliteOptions;
import dev.claviger.keystore.sealing.SealedSoftwareVault;
import dev.claviger.keystore.sealing.SealingKey;
import dev.claviger.keystore.sealing.SealingKeys;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.spi.GroupStore;
import dev.claviger.mls.wire.Credential;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The process that is killed: members with a store and a sealed software vault each, and a thread
 * each that does what the lines of the input say ({@code NUMBER WORDS}) and answers ({@code NUMBER
 * ANSWER}). Arguments: the folder of the vaults, the folder or the JDBC URL of the stores, and the
 * number of members.
 */
final class SurvivorMain {
  static final CipherSuiteId SUITE = new CipherSuiteId(2);
  static final String USER = "SURVIVOR_USER";
  static final String PASSWORD = "SURVIVOR_PASSWORD";

  /** Small, so that generations are reserved often. */
  private static final int SENDING_BLOCK = 3;

  private SurvivorMain() {}

  public static void main(String[] arguments) throws IOException {
    Path vaults = Path.of(arguments[0]);
    List<ExecutorService> threads = new ArrayList<>();
    MemberService[] members = new MemberService[Integer.parseInt(arguments[2])];
    for (int i = 0; i < members.length; i++) {
      int number = i;
      threads.add(Executors.newSingleThreadExecutor());
      threads.get(i).execute(() -> members[number] = open(vaults, arguments[1], number));
    }
    serve((number, words) -> members[number].answer(words), threads);
  }

  /** What answers. */
  interface Service {
    String answer(int number, String words);
  }

  /** Answers until the input ends. */
  static void serve(Service service, List<ExecutorService> threads) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        int space = line.indexOf(' ');
        int number = Integer.parseInt(line.substring(0, space));
        String words = line.substring(space + 1);
        threads
            .get(number)
            .execute(
                () -> {
                  String answer = service.answer(number, words);
                  synchronized (System.out) {
                    System.out.print(number + " " + answer + "\n");
                    System.out.flush();
                  }
                });
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private static MemberService open(Path vaults, String stores, int number) {
    try {
      KeyVault vault = vault(vaults.resolve("keys" + number));
      return new MemberService(client(vault, store(stores, "member" + number)), vault);
    } catch (RuntimeException e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
      throw e;
    }
  }

  static MlsClient client(KeyVault vault, GroupStore store) {
    return MlsClient.builder()
        .suite(Engine.suite(SUITE))
        .credential(Credential.basic(Table.NAME))
        .vault(vault)
        .store(store)
        .sendingBlock(SENDING_BLOCK)
        .build();
  }

  /** Of a folder, every other with a log, or of a database whose login is in the environment. */
  static GroupStore store(String target, String name) {
    if (target.startsWith("jdbc:")) {
      Properties login = new Properties();
      login.setProperty("user", System.getenv(USER));
      login.setProperty("password", System.getenv(PASSWORD));
      return PostgresGroupStore.open(target, login, name, sealingKey());
    }
    boolean hasLog = name.hashCode() % 2 == 0;
    return SqliteGroupStore.open(
        Path.of(target, name + ".sqlite"),
        SqliteOptions.DEFAULT.deletingWithin(hasLog ? Duration.ofMillis(20) : Duration.ZERO),
        sealingKey());
  }

  static KeyVault vault(Path file) {
    SealingKey key = new SealingKey("test:zeros", sealingKey());
    return SealedSoftwareVault.open(
        file,
        new SealingKeys() {
          @Override
          public SealingKey current() {
            return key;
          }

          @Override
          public Optional<SealingKey> named(String name) {
            return name.equals(key.name()) ? Optional.of(key) : Optional.empty();
          }
        });
  }

  private static Aead sealingKey() {
    try {
      return new AesGcmJce(new byte[32]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
