/** A map that keeps what was used last, up to a total weight; the rest is forgotten, longest unused first. */
export class RecentMap<Key, Value> {
  private readonly entries = new Map<Key, { readonly value: Value; readonly weight: number }>()
  private readonly capacity: number
  private weight = 0

  /** @param capacity the weight that all entries may have together, in whatever unit `set` is given */
  constructor(capacity: number) {
    this.capacity = capacity
  }

  get size(): number {
    return this.entries.size
  }

  /** The value, which counts as a use of it. */
  get(key: Key): Value | undefined {
    const entry = this.entries.get(key)
    if (entry === undefined) return undefined
    this.entries.delete(key)
    this.entries.set(key, entry)
    return entry.value
  }

  has(key: Key): boolean {
    return this.entries.has(key)
  }

  /** Keeps a value; the newest one stays even when it is heavier than the whole map may be. */
  set(key: Key, value: Value, weight: number): void {
    this.delete(key)
    this.entries.set(key, { value, weight })
    this.weight += weight
    for (const oldest of this.entries.keys()) {
      if (this.weight <= this.capacity || oldest === key) break
      this.delete(oldest)
    }
  }

  delete(key: Key): void {
    const entry = this.entries.get(key)
    if (entry === undefined) return
    this.entries.delete(key)
    this.weight -= entry.weight
  }

  clear(): void {
    this.entries.clear()
    this.weight = 0
  }
}
