package dev.claviger.conformance.vectors.generate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claviger.conformance.vectors.Fields;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.codec.TlsStruct;
import java.util.List;
import java.util.Optional;

/** A JSON object in the making, its fields in the order in which they are put. */
record Entry(ObjectNode node) {
  Entry() {
    this(JsonNodeFactory.instance.objectNode());
  }

  static Entry of(CipherSuite suite) {
    return new Entry().number("cipher_suite", suite.id().value());
  }

  Entry hex(String name, Bytes value) {
    node.put(name, value.toHex());
    return this;
  }

  Entry hex(String name, Secret value) {
    return hex(name, Bytes.wrap(value.expose()));
  }

  Entry struct(String name, TlsStruct value) {
    return hex(name, value.encode());
  }

  Entry number(String name, long value) {
    node.put(name, value);
    return this;
  }

  Entry text(String name, String value) {
    node.put(name, value);
    return this;
  }

  /** All that another has. */
  Entry all(Entry other) {
    node.setAll(other.node);
    return this;
  }

  Entry nothing(String name) {
    node.putNull(name);
    return this;
  }

  Entry object(String name, Entry value) {
    node.set(name, value.node());
    return this;
  }

  Entry objects(String name, List<Entry> values) {
    ArrayNode array = node.putArray(name);
    values.forEach(value -> array.add(value.node()));
    return this;
  }

  Entry objectLists(String name, List<List<Entry>> values) {
    ArrayNode array = node.putArray(name);
    for (List<Entry> list : values) {
      ArrayNode inner = array.addArray();
      list.forEach(value -> inner.add(value.node()));
    }
    return this;
  }

  Entry hexList(String name, List<Bytes> values) {
    return optionalHex(name, values.stream().map(Optional::of).toList());
  }

  Entry optionalHex(String name, List<Optional<Bytes>> values) {
    ArrayNode array = node.putArray(name);
    values.forEach(value -> array.add(value.map(Bytes::toHex).orElse(null)));
    return this;
  }

  Entry optionalIntegers(String name, List<Optional<Integer>> values) {
    ArrayNode array = node.putArray(name);
    values.forEach(value -> array.add(value.orElse(null)));
    return this;
  }

  Entry integerLists(String name, List<List<Integer>> values) {
    ArrayNode array = node.putArray(name);
    for (List<Integer> list : values) {
      ArrayNode inner = array.addArray();
      list.forEach(inner::add);
    }
    return this;
  }

  /** What was put so far, as a reader sees it. */
  Fields fields() {
    return new Fields(node);
  }
}
