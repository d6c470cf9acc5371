// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.conformance;

/** What an order inherits. */
public abstract class Entity {

  private String id;
  protected int revision;

  public String getId() {
    return id;
  }

  /** Keeps what it likes. */
  public void setId(String id) {
    this.id = id == null ? "none" : id.trim();
  }

  public int getRevision() {
    return revision;
  }

  public Entity setRevision(int revision) {
    this.revision = revision;
    return this;
  }
}
