package dev.claviger.keystore;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.KeyBinding;
import dev.claviger.crypto.key.KeyBindings;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.keystore.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Names and certificates in a file, for vaults that keep none themselves: a line for each, read and
 * written whole. Nothing in it is secret; who can write to it can say what is trusted. Thread-safe,
 * for one process at a time.
 */
final class BindingsFile implements KeyBindings {
  private static final String FIRST_LINE = "claviger-bindings 1";
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  private final Path file;

  BindingsFile(Path file) {
    this.file = file;
  }

  private record Lines(Map<KeyRef, KeyBinding> bindings, Map<String, Bytes> trusted) {}

  @Override
  public synchronized List<KeyBinding> list() {
    return List.copyOf(read().bindings().values());
  }

  @Override
  public synchronized void put(KeyBinding binding) {
    Lines lines = read();
    lines.bindings().put(binding.key(), binding);
    write(lines);
  }

  @Override
  public synchronized boolean remove(KeyRef key) {
    Lines lines = read();
    boolean there = lines.bindings().remove(key) != null;
    if (there) {
      write(lines);
    }
    return there;
  }

  @Override
  public synchronized Map<String, Bytes> trusted() {
    return read().trusted();
  }

  @Override
  public synchronized void trust(String alias, Bytes certificate) {
    Lines lines = read();
    lines.trusted().put(alias, certificate);
    write(lines);
  }

  @Override
  public synchronized boolean distrust(String alias) {
    Lines lines = read();
    boolean there = lines.trusted().remove(alias) != null;
    if (there) {
      write(lines);
    }
    return there;
  }

  private Lines read() {
    Lines lines =
        new Lines(new TreeMap<>(java.util.Comparator.comparing(KeyRef::toString)), new TreeMap<>());
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new VaultException(file + " is too long to be a file of names and certificates");
      }
      List<String> text = Files.readAllLines(file, StandardCharsets.UTF_8);
      if (text.isEmpty() || !text.get(0).equals(FIRST_LINE)) {
        throw new VaultException(file + " does not begin with " + FIRST_LINE);
      }
      for (String line : text.subList(1, text.size())) {
        parse(line, lines);
      }
      return lines;
    } catch (NoSuchFileException e) {
      return lines;
    } catch (IOException | IllegalArgumentException e) {
      throw new VaultException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * {@code chain ALIAS REF DER…}, {@code credential ALIAS REF BYTES}, {@code trusted ALIAS DER}.
   */
  private static void parse(String line, Lines lines) {
    String[] words = line.split(" ", -1);
    if (words.length < 3) {
      throw new IllegalArgumentException("a line of fewer than three words");
    }
    String alias = new String(Bytes.fromHex(words[1]).toByteArray(), StandardCharsets.UTF_8);
    if (words[0].equals("trusted") && words.length == 3) {
      lines.trusted().put(alias, Bytes.fromHex(words[2]));
      return;
    }
    KeyRef key = KeyRef.of(words[2]);
    List<Bytes> values = new ArrayList<>();
    for (int i = 3; i < words.length; i++) {
      values.add(Bytes.fromHex(words[i]));
    }
    if (words[0].equals("credential") && values.size() == 1) {
      lines.bindings().put(key, new KeyBinding(key, alias, List.of(), Optional.of(values.get(0))));
    } else if (words[0].equals("chain")) {
      lines.bindings().put(key, new KeyBinding(key, alias, values, Optional.empty()));
    } else {
      throw new IllegalArgumentException("a line of another kind");
    }
  }

  private void write(Lines lines) {
    StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
    for (KeyBinding binding : lines.bindings().values()) {
      text.append(binding.credential().isPresent() ? "credential " : "chain ")
          .append(Bytes.utf8(binding.alias()).toHex())
          .append(' ')
          .append(binding.key());
      binding.certificates().forEach(der -> text.append(' ').append(der.toHex()));
      binding.credential().ifPresent(value -> text.append(' ').append(value.toHex()));
      text.append('\n');
    }
    lines
        .trusted()
        .forEach(
            (alias, der) ->
                text.append("trusted ")
                    .append(Bytes.utf8(alias).toHex())
                    .append(' ')
                    .append(der.toHex())
                    .append('\n'));
    try {
      AtomicFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new VaultException(file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
