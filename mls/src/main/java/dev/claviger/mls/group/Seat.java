package dev.claviger.mls.group;

import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.wire.LeafNode;

/** A member and where it sits in the tree of one epoch. */
public record Seat(LeafIndex index, LeafNode leaf) {}
