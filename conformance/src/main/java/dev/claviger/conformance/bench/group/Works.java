package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.bench.stack.BenchClient;
import dev.claviger.conformance.bench.stack.BenchMember;
import dev.claviger.conformance.bench.stack.BenchStack;
import dev.claviger.conformance.bench.stack.FoundedGroup;
import dev.claviger.conformance.bench.stack.NotOfferedException;
import dev.claviger.conformance.scale.Heap;
import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** The work of each cell. */
final class Works {
  private static final String LABEL = "benchmark";
  private static final int EXPORTED = 32;

  /** One more or less of so many members is the same size to us. */
  private static final int DRIFT = 10;

  private final BenchStack stack;
  private final Cell cell;
  private final CipherSuite suite;
  private final Pairs pairs;

  private Works(BenchStack stack, Cell cell, Pairs pairs) {
    this.stack = stack;
    this.pairs = pairs;
    this.cell = cell;
    this.suite = Engine.suite(new CipherSuiteId(cell.suite()));
  }

  /**
   * @throws dev.claviger.conformance.bench.stack.NotOfferedException if the stack cannot do it;
   *     some tell it when the work is run first
   */
  static Work of(BenchStack stack, Cell cell, Pairs pairs) {
    Works works = new Works(stack, cell, pairs);
    return switch (cell.operation()) {
      case KEY_PACKAGE -> works.keyPackage();
      case BUILD -> works.build();
      case ADD -> works.new Adding();
      case REMOVE -> works.new Removing();
      case COMMIT -> works.commit();
      case PROCESS -> works.process();
      case JOIN -> works.join();
      case EXTERNAL_COMMIT -> works.externalCommit();
      case PROTECT -> works.protect();
      case UNPROTECT -> works.unprotect();
      case EXPORT -> works.export();
      case OPEN -> works.open();
    };
  }

  private Work keyPackage() {
    BenchClient client = client("alice");
    return new Work() {
      private byte[] made = {};

      @Override
      public Object run() {
        byte[] last = made;
        made = client.keyPackage();
        if (Arrays.equals(made, last)) {
          throw new NotOfferedException("it hands out a KeyPackage that it has, and makes none");
        }
        return made;
      }

      @Override
      public int messageBytes() {
        return made.length;
      }

      @Override
      public void close() {
        client.close();
      }
    };
  }

  /** From the KeyPackages as they arrive; the group is new each time. */
  private Work build() {
    List<byte[]> keyPackages = new ArrayList<>();
    for (int i = 1; i < cell.members(); i++) {
      keyPackages.add(FoundedGroup.strangersKeyPackage(suite));
    }
    BenchClient client = client("creator");
    Deque<BenchMember> created = new ArrayDeque<>();
    Deque<BenchMember> built = new ArrayDeque<>();
    return new Work() {
      private int bytes;

      @Override
      public void prepare(int runs) {
        deleteAll(built);
        while (created.size() < runs) {
          created.add(client.create());
        }
      }

      @Override
      public Object run() {
        BenchMember creator = created.remove();
        BenchMember.Sent sent = creator.add(keyPackages);
        built.add(creator);
        bytes = sent.commit().length + sent.welcome().length;
        return sent;
      }

      @Override
      public int messageBytes() {
        return bytes;
      }

      @Override
      public void close() {
        client.close();
      }
    };
  }

  private Work commit() {
    Pair pair = pair();
    Deque<byte[]> sent = new ArrayDeque<>();
    return new Work() {
      private int bytes;

      @Override
      public void prepare(int runs) {
        while (!sent.isEmpty()) {
          pair.bob().process(sent.remove());
        }
      }

      @Override
      public Object run() {
        byte[] commit = pair.alice().commit().commit();
        sent.add(commit);
        bytes = commit.length;
        return commit;
      }

      @Override
      public void close() {
        prepare(0);
      }

      @Override
      public int messageBytes() {
        return bytes;
      }
    };
  }

  private Work process() {
    Pair pair = pair();
    Deque<byte[]> sent = new ArrayDeque<>();
    return new Work() {
      private int bytes;

      @Override
      public void prepare(int runs) {
        for (int i = 0; i < runs; i++) {
          sent.add(pair.alice().commit().commit());
        }
      }

      @Override
      public Object run() {
        byte[] commit = sent.remove();
        bytes = commit.length;
        pair.bob().process(commit);
        return pair;
      }

      @Override
      public int messageBytes() {
        return bytes;
      }
    };
  }

  /**
   * Into the same group, but for the last leaf, which is the new member's each time: a client of
   * its own for each run of a batch.
   */
  private Work join() {
    FoundedGroup group = FoundedGroup.of(suite).addPassive(cell.members() - 2);
    if (cell.tree() == TreeShape.FULL) {
      group.commitAll();
    }
    List<BenchClient> clients = new ArrayList<>();
    List<byte[]> welcomes = new ArrayList<>();
    Deque<BenchMember> joined = new ArrayDeque<>();
    return new Work() {
      @Override
      public void prepare(int runs) {
        deleteAll(joined);
        welcomes.clear();
        for (int i = 0; i < runs; i++) {
          if (i == clients.size()) {
            clients.add(client("bob"));
          }
          welcomes.add(welcomeFor(clients.get(i).keyPackage()));
        }
      }

      private byte[] welcomeFor(byte[] keyPackage) {
        group.add(keyPackage);
        if (cell.tree() == TreeShape.FULL) {
          group.commitBesideLast();
        }
        byte[] welcome = group.welcome(List.of(keyPackage));
        group.removeLast();
        return welcome;
      }

      @Override
      public Object run() {
        int next = joined.size();
        joined.add(clients.get(next).join(welcomes.get(next)));
        return joined;
      }

      @Override
      public long retainedBytes() {
        prepare(1);
        long before = Heap.used();
        run();
        return Heap.used() - before;
      }

      @Override
      public int messageBytes() {
        return welcomes.get(0).length;
      }

      @Override
      public void close() {
        clients.forEach(BenchClient::close);
      }
    };
  }

  private static void deleteAll(Deque<BenchMember> members) {
    while (!members.isEmpty()) {
      members.remove().delete();
    }
  }

  /** Each time into the same epoch, by someone else. */
  private Work externalCommit() {
    Pair pair = pair();
    byte[] groupInfo = pair.alice().groupInfo();
    return new Work() {
      private BenchClient client;

      @Override
      public void prepare(int runs) {
        if (client != null) {
          client.close();
        }
        client = client("carol");
      }

      @Override
      public Object run() {
        return client.joinExternally(groupInfo);
      }

      @Override
      public void close() {
        client.close();
      }
    };
  }

  /** No stack lets so many messages be lost, so the epoch ends with them. */
  private Work protect() {
    Pair pair = pair();
    byte[] data = new byte[cell.payload()];
    return new Work() {
      private byte[] sent = {};

      @Override
      public Object run() {
        sent = pair.alice().protect(data);
        return sent;
      }

      @Override
      public void close() {
        pair.bob().process(pair.alice().commit().commit());
      }

      @Override
      public int messageBytes() {
        return sent.length;
      }
    };
  }

  private Work unprotect() {
    Pair pair = pair();
    byte[] data = new byte[cell.payload()];
    Deque<byte[]> sent = new ArrayDeque<>();
    return new Work() {
      @Override
      public void prepare(int runs) {
        for (int i = 0; i < runs; i++) {
          sent.add(pair.alice().protect(data));
        }
      }

      @Override
      public Object run() {
        return pair.bob().unprotect(sent.remove());
      }
    };
  }

  private Work export() {
    Pair pair = pair();
    return new Work() {
      @Override
      public Object run() {
        return pair.alice().export(LABEL, EXPORTED);
      }
    };
  }

  private Work open() {
    Pair pair = Pair.of(stack, suite, cell.tree(), cell.members());
    return new Work() {
      @Override
      public void prepare(int runs) {
        pair.bobsClient().forget();
      }

      @Override
      public Object run() {
        return pair.bobsClient().reopen();
      }

      @Override
      public void close() {
        pair.close();
      }
    };
  }

  private Pair pair() {
    return pairs.of(stack, suite, cell.tree(), cell.members());
  }

  private BenchClient client(String name) {
    return stack.client(suite.id(), name);
  }

  /**
   * Who was added is removed again, and the path above mended, so that the next one is added alike.
   */
  private final class Adding implements Work {
    private final Pair pair = pair();
    private byte[] keyPackage;
    private BenchMember.Sent sent;
    private int bytes;
    private boolean hasGrown;

    @Override
    public void prepare(int runs) {
      removeAgain();
      keyPackage = FoundedGroup.strangersKeyPackage(suite);
    }

    private void removeAgain() {
      if (sent == null) {
        return;
      }
      byte[] commit = sent.commit();
      sent = null;
      pair.bob().process(commit);
      try {
        pair.bob().process(pair.alice().remove(pair.members()).commit());
        pair.alice().process(pair.bob().commit().commit());
      } catch (NotOfferedException e) {
        hasGrown = true;
      }
    }

    @Override
    public Object run() {
      sent = pair.alice().add(List.of(keyPackage));
      bytes = sent.commit().length + sent.welcome().length;
      return sent;
    }

    @Override
    public int messageBytes() {
      return bytes;
    }

    @Override
    public void close() {
      removeAgain();
      if (hasGrown) {
        pairs.drop(stack);
      }
    }
  }

  /** The group is another when its size, or the blanks in its tree, have become others. */
  private final class Removing implements Work {
    private Pair pair;
    private int done;
    private int bytes;

    @Override
    public void prepare(int runs) {
      if (pair == null || done >= Math.max(1, cell.members() / DRIFT - 2)) {
        close();
        pair = pairs.take(stack, suite, cell.tree(), cell.members());
        done = 0;
      }
    }

    @Override
    public Object run() {
      // From the middle, so that neither of the pair goes.
      int leaf = pair.members() == 2 ? 1 : 2 + done;
      BenchMember.Sent sent = pair.alice().remove(leaf);
      done++;
      bytes = sent.commit().length + sent.welcome().length;
      return sent;
    }

    @Override
    public int messageBytes() {
      return bytes;
    }

    @Override
    public void close() {
      if (pair != null) {
        pair.close();
      }
    }
  }
}
