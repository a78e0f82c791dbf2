package dev.claviger.conformance.interop.runner;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.claviger.conformance.interop.proto.ExportRequest;
import dev.claviger.conformance.interop.proto.FreeRequest;
import dev.claviger.conformance.interop.proto.MLSClientGrpc.MLSClientBlockingStub;
import dev.claviger.conformance.interop.proto.StateAuthRequest;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** One play of a script with one cast. It ends with the first step that fails. */
final class Play {
  private static final String EXPORT_LABEL = "claviger interop";
  private static final int EXPORT_LENGTH = 32;

  private final Script script;
  private final Cast cast;
  private final Transcript transcript = new Transcript();
  private final List<Map<String, ByteString>> outputs = new ArrayList<>();
  private final Map<String, Integer> states = new HashMap<>();
  private final Map<String, Integer> joiners = new HashMap<>();
  private final Map<String, Integer> signers = new HashMap<>();
  private final List<Issued> issued = new ArrayList<>();
  private Collection<String> together = List.of();
  private int suite;
  private int step;

  /** A state that a peer has given out, to be freed at the end. */
  private record Issued(String actor, int id) {}

  private Play(Script script, Cast cast) {
    this.script = script;
    this.cast = cast;
    this.suite = cast.suite();
    script.steps().forEach(any -> outputs.add(new HashMap<>()));
  }

  static Outcome of(Script script, Cast cast) {
    Play play = new Play(script, cast);
    return new Outcome(script, cast, play.run());
  }

  private Optional<Outcome.Failure> run() {
    Actions actions = new Actions(this);
    Optional<Outcome.Failure> failure = Optional.empty();
    try {
      for (step = 0; step < script.steps().size(); step++) {
        actions.perform(script.steps().get(step));
      }
      checkAgreement();
    } catch (StepFailedException e) {
      failure = Optional.of(failed(e.actor(), e.getMessage()));
    } catch (MalformedScriptException e) {
      failure = Optional.of(failed("", e.getMessage()));
    }
    Optional<Outcome.Failure> freeing = free();
    return failure.or(() -> freeing);
  }

  /**
   * Calls the peer that plays the actor.
   *
   * @throws StepFailedException if it answers with an error
   */
  <Q extends Message, R extends Message> R call(
      String actor, String rpc, Q request, BiFunction<MLSClientBlockingStub, Q, R> method) {
    try {
      R response = method.apply(cast.of(actor).stub(), request);
      transcript.add(step, actor, rpc, request, response);
      return response;
    } catch (StatusRuntimeException e) {
      transcript.add(step, actor, rpc, request, null);
      throw new StepFailedException(
          actor,
          rpc
              + " of "
              + cast.of(actor).name()
              + " ("
              + actor
              + "): "
              + e.getStatus().getCode()
              + ": "
              + e.getStatus().getDescription());
    }
  }

  /** Remembers what this step gave. */
  void put(String name, ByteString value) {
    outputs.get(step).put(name, value);
  }

  /**
   * What an earlier step gave.
   *
   * @throws MalformedScriptException if it gave no such thing
   */
  ByteString get(int earlier, String name) {
    ByteString value =
        earlier >= 0 && earlier < outputs.size() ? outputs.get(earlier).get(name) : null;
    if (value == null) {
      throw new MalformedScriptException("step " + earlier + " has given no " + name);
    }
    return value;
  }

  List<ByteString> get(List<Integer> earlier, String name) {
    return earlier.stream().map(index -> get(index, name)).toList();
  }

  Cast cast() {
    return cast;
  }

  /** The code point that groups have from here on. */
  int suite() {
    return suite;
  }

  /**
   * Goes on with another suite that all who play have.
   *
   * @throws MalformedScriptException if there is none
   */
  void changeSuite() {
    Set<Integer> others = new TreeSet<>(cast.commonSuites());
    others.remove(suite);
    int before = suite;
    suite =
        others.stream()
            .filter(other -> other > before)
            .findFirst()
            .or(() -> others.stream().findFirst())
            .orElseThrow(() -> new MalformedScriptException("the peers share no other suite"));
  }

  /** The actor has come into a group; a state that it had before stays to be freed. */
  void isIn(String actor, int stateId) {
    states.put(actor, stateId);
    issued.add(new Issued(actor, stateId));
  }

  /** The actor is in the next epoch, in which a peer may call the same state by another id. */
  void goesOn(String actor, int stateId) {
    isGone(actor, state(actor));
    isIn(actor, stateId);
  }

  /** The peer has freed the state itself. */
  void isGone(String actor, int stateId) {
    issued.remove(new Issued(actor, stateId));
  }

  int state(String actor) {
    return id(states, "state", actor);
  }

  void waits(String actor, int transactionId) {
    joiners.put(actor, transactionId);
  }

  int transaction(String actor) {
    return id(joiners, "transaction", actor);
  }

  int stateOrTransaction(String actor) {
    return states.containsKey(actor) ? state(actor) : transaction(actor);
  }

  void signs(String actor, int signerId) {
    signers.put(actor, signerId);
  }

  int signer(String actor) {
    return id(signers, "signer", actor);
  }

  /**
   * @throws StepFailedException if the actor has come to another epoch than the one who led there
   */
  void agrees(String actor, ByteString authenticator, ByteString expected) {
    if (!authenticator.equals(expected)) {
      throw new StepFailedException(
          actor,
          cast.of(actor).name() + " (" + actor + ") has another epoch_authenticator than the rest");
    }
  }

  /** Those who are in the same epoch now, as the script has it. */
  void together(Collection<String> actors) {
    together = List.copyOf(actors);
  }

  /** One more has come to where those are. */
  void joins(String actor) {
    List<String> more = new ArrayList<>(together);
    more.add(actor);
    together = more;
  }

  /** At the end: those who should agree do, on what an application would use. */
  private void checkAgreement() {
    ByteString exported = null;
    ByteString authenticator = null;
    for (String actor : together) {
      ByteString secret =
          call(
                  actor,
                  "Export",
                  ExportRequest.newBuilder()
                      .setStateId(state(actor))
                      .setLabel(EXPORT_LABEL)
                      .setContext(ByteString.copyFromUtf8(script.name()))
                      .setKeyLength(EXPORT_LENGTH)
                      .build(),
                  MLSClientBlockingStub::export)
              .getExportedSecret();
      ByteString state =
          call(
                  actor,
                  "StateAuth",
                  StateAuthRequest.newBuilder().setStateId(state(actor)).build(),
                  MLSClientBlockingStub::stateAuth)
              .getStateAuthSecret();
      exported = exported == null ? secret : exported;
      authenticator = authenticator == null ? state : authenticator;
      agrees(actor, state, authenticator);
      if (!secret.equals(exported)) {
        throw new StepFailedException(actor, actor + " exports another secret than the rest");
      }
    }
  }

  private Optional<Outcome.Failure> free() {
    Optional<Outcome.Failure> failure = Optional.empty();
    for (Issued state : issued) {
      try {
        free(state.actor(), state.id());
      } catch (StepFailedException e) {
        failure = failure.or(() -> Optional.of(failed(e.actor(), e.getMessage())));
      }
    }
    return failure;
  }

  private void free(String actor, int stateId) {
    call(
        actor,
        "Free",
        FreeRequest.newBuilder().setStateId(stateId).build(),
        MLSClientBlockingStub::free);
  }

  private Outcome.Failure failed(String actor, String message) {
    return new Outcome.Failure(step, actor, message, transcript);
  }

  private static int id(Map<String, Integer> ids, String kind, String actor) {
    Integer id = ids.get(actor);
    if (id == null) {
      throw new MalformedScriptException("\"" + actor + "\" has no " + kind);
    }
    return id;
  }
}
