package dev.claviger.mls.framing;

import dev.claviger.mls.wire.AuthenticatedContent;
import dev.claviger.mls.wire.Content;
import dev.claviger.mls.wire.FramedContent;
import dev.claviger.mls.wire.Sender;

/** Content whose sender is who it says; only {@link UnverifiedContent#verify} makes one. */
public final class VerifiedContent {
  private final AuthenticatedContent authenticated;

  VerifiedContent(AuthenticatedContent authenticated) {
    this.authenticated = authenticated;
  }

  public AuthenticatedContent authenticated() {
    return authenticated;
  }

  public FramedContent framed() {
    return authenticated.content();
  }

  public Content content() {
    return framed().content();
  }

  public Sender sender() {
    return framed().sender();
  }
}
