package dev.claviger.conformance.interop.generate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Random scripts for the harness: a group of 2 to 20 members, every kind of proposal, by value and
 * by reference, of members, joiners and external senders, external joins and returns, application
 * data, subgroups and reinitializations. The same seed gives the same script. All of it is valid: a
 * stack that refuses a step is wrong.
 */
public final class ScriptGenerator {
  private static final int FEWEST = 2;
  private static final int MOST = 20;
  private static final String SIGNER = "ds";

  private final Random random;
  private final Population people;
  private final ScriptWriter out = new ScriptWriter();
  private boolean signerIsListed;

  private ScriptGenerator(long seed) {
    this.random = new Random(seed);
    this.people = new Population(random);
  }

  /**
   * A file with one script, {@code random_SEED}.
   *
   * @param changes how many times the group changes or speaks; each takes one step or more
   */
  public static ObjectNode generate(long seed, int changes) {
    ScriptGenerator generator = new ScriptGenerator(seed);
    generator.begin();
    for (int i = 0; i < changes; i++) {
      generator.change();
    }
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putObject("scripts").set("random_" + seed, generator.out.steps());
    return root;
  }

  private void begin() {
    String creator = people.newcomer();
    List<String> others = newcomers(1 + random.nextInt(4));
    ScriptWriter.names(out.step("createGroup", creator), "members", others);
    people.advance(List.of(creator), List.of());
    people.moveOn();
    people.advance(others, List.of());
    people.moveOn();
  }

  private void change() {
    int dice = random.nextInt(100);
    if (dice < 20) {
      speak();
    } else if (dice < 26) {
      installPsk(List.of());
    } else if (dice < 36) {
      joinExternally();
    } else if (dice < 40 && !signerIsListed) {
      listSigner();
    } else if (dice < 48 && signerIsListed) {
      signerProposes();
    } else if (dice < 53 && people.size() < MOST) {
      joinerProposes();
    } else if (dice < 56) {
      branch();
    } else if (dice < 59) {
      reInit();
    } else {
      commit();
    }
  }

  private void speak() {
    String speaker = people.anyone();
    out.step("protect", speaker)
        .put("plaintext", "text " + random.nextInt(1000))
        .put("authenticatedData", random.nextBoolean() ? "" : "data " + random.nextInt(1000));
    int sent = out.last();
    for (String listener : people.membersWithout(List.of(speaker))) {
      if (random.nextInt(3) == 0) {
        out.step("unprotect", listener).put("ciphertext", sent);
      }
    }
  }

  private void installPsk(List<String> joiners) {
    List<String> holders = new ArrayList<>(people.members());
    holders.addAll(joiners);
    ScriptWriter.names(out.step("installExternalPSK"), "clients", holders);
    people.hasPsk(out.last(), holders);
  }

  private void joinExternally() {
    boolean back = people.size() >= MOST || (people.size() > FEWEST && random.nextBoolean());
    String joiner = back ? people.anyone() : people.newcomer();
    List<String> others = people.membersWithout(List.of(joiner));
    String helper = people.anyoneOf(others);
    Optional<Integer> psk = random.nextInt(3) == 0 ? people.sharedPsk(List.of()) : Optional.empty();
    ObjectNode step =
        out.step("externalJoin", helper)
            .put("joiner", joiner)
            .put("removePrior", back)
            .put("externalTree", random.nextBoolean());
    ScriptWriter.names(step, "members", without(others, helper));
    psk.ifPresent(index -> step.putArray("psks").add(index));
    people.advance(List.of(joiner), List.of());
    people.forgets(joiner);
  }

  private void listSigner() {
    String lister = people.anyone();
    out.step("addExternalSigner", lister).put("signer", SIGNER);
    commit(people.anyone(), List.of(out.last()), List.of(), List.of());
    signerIsListed = true;
  }

  private void signerProposes() {
    String committer = people.anyone();
    List<String> added = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    int kind = random.nextInt(5);
    int keyPackage = -1;
    if (kind == 0 && people.size() < MOST) {
      added.add(people.newcomer());
      out.step("createKeyPackage", added.get(0));
      keyPackage = out.last();
    }
    Optional<Integer> psk = people.sharedPsk(List.of());
    ObjectNode description =
        out.step("externalSignerProposal", SIGNER)
            .put("member", people.anyone())
            .putObject("description");
    if (keyPackage >= 0) {
      description.put("proposalType", "add").put("keyPackage", keyPackage);
    } else if (kind == 1 && people.size() > FEWEST) {
      removed.add(people.anyoneOf(people.membersWithout(List.of(committer))));
      description.put("proposalType", "remove").put("removed", removed.get(0));
    } else if (kind == 2 && psk.isPresent()) {
      description.put("proposalType", "externalPSK").put("pskID", psk.get());
    } else if (kind == 3) {
      ScriptWriter.extensions(description.put("proposalType", "groupContextExtensions"));
      signerIsListed = false;
    } else {
      description.put("proposalType", "resumptionPSK").put("epochID", people.sharedEpoch());
    }
    commit(committer, List.of(out.last()), added, removed);
  }

  private void joinerProposes() {
    String joiner = people.newcomer();
    out.step("newMemberAddProposal", people.anyone()).put("joiner", joiner);
    commit(people.anyone(), List.of(out.last()), List.of(joiner), List.of());
  }

  private void branch() {
    String creator = people.anyone();
    ObjectNode step = out.step("branch", creator).put("external_tree", random.nextBoolean());
    step.put("force_path", random.nextBoolean());
    ScriptWriter.names(step, "members", people.membersWithout(List.of(creator)));
    people.moveOn();
    signerIsListed = false;
  }

  private void reInit() {
    ObjectNode step =
        out.step("reinit")
            .put("proposer", people.anyone())
            .put("committer", people.anyone())
            .put("welcomer", people.anyone())
            .put("changeGroupID", random.nextBoolean())
            .put("externalTree", random.nextBoolean())
            .put("forcePath", random.nextBoolean());
    ScriptWriter.names(step, "members", people.members());
    if (random.nextBoolean()) {
      ScriptWriter.extensions(step);
    }
    people.moveOn();
    signerIsListed = false;
  }

  /** Several proposals at once, valid together. */
  private void commit() {
    String committer = people.anyone();
    Set<String> busy = new HashSet<>(Set.of(committer));
    List<String> added = newcomers(Math.min(random.nextInt(4), MOST - people.size()));
    List<Integer> keyPackages = new ArrayList<>();
    for (String joiner : added) {
      out.step("createKeyPackage", joiner);
      keyPackages.add(out.last());
    }
    List<String> removed = someOf(people.size() - FEWEST, 3, busy);
    List<String> updated = someOf(people.size(), 3, busy);
    if (random.nextInt(3) == 0) {
      installPsk(added);
    }
    Optional<Integer> psk = random.nextBoolean() ? people.sharedPsk(added) : Optional.empty();
    boolean resumption = added.isEmpty() && random.nextInt(4) == 0;
    boolean extensions = random.nextInt(6) == 0;
    List<String> proposers = people.membersWithout(removed);

    Proposals proposals = new Proposals(out, random);
    updated.forEach(proposals::update);
    keyPackages.forEach(index -> proposals.add(people.anyoneOf(proposers), index));
    removed.forEach(name -> proposals.remove(people.anyoneOf(proposers), name));
    psk.ifPresent(index -> proposals.psk(people.anyoneOf(proposers), index));
    if (resumption) {
      proposals.resumptionPsk(people.anyoneOf(proposers), people.sharedEpoch());
    }
    if (extensions) {
      proposals.extensions(people.anyoneOf(proposers));
      signerIsListed = false;
    }
    commit(committer, proposals.byReference(), added, removed).set("byValue", proposals.byValue());
  }

  private ObjectNode commit(
      String committer,
      Collection<Integer> byReference,
      Collection<String> added,
      Collection<String> removed) {
    List<String> others = people.membersWithout(removed);
    others.remove(committer);
    ObjectNode step = out.step("fullCommit", committer);
    ArrayNode references = step.putArray("byReference");
    byReference.forEach(references::add);
    ScriptWriter.names(step, "members", others);
    ScriptWriter.names(step, "joiners", added);
    step.put("force_path", random.nextInt(4) == 0);
    step.put("external_tree", random.nextInt(4) == 0);
    people.advance(added, removed);
    return step;
  }

  private List<String> newcomers(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(people.newcomer());
    }
    return names;
  }

  /** Some of those who are not busy, and are from then on. */
  private List<String> someOf(int most, int usual, Set<String> busy) {
    List<String> some = new ArrayList<>();
    int count = Math.min(most, random.nextInt(usual));
    for (int i = 0; i < count; i++) {
      List<String> free = people.membersWithout(busy);
      if (!free.isEmpty()) {
        String one = people.anyoneOf(free);
        busy.add(one);
        some.add(one);
      }
    }
    return some;
  }

  private static List<String> without(List<String> names, String one) {
    return names.stream().filter(name -> !name.equals(one)).toList();
  }
}
