/** Counts what was changed or dropped on the way from conversations to records. */
import {
  changeKinds,
  dropKinds,
  type ChangeKind,
  type CountedChange,
  type DropKind,
  type DroppedRecords,
} from '@shared/datasets/dataset.ts'

const namedAtMost = 20

export class ChangeTally {
  readonly #changes = new Map<ChangeKind, number>()
  readonly #drops = new Map<DropKind, { count: number; conversationIds: string[] }>()

  /** Counts a change; nothing for a count of 0. */
  change(kind: ChangeKind, count = 1): void {
    if (count > 0) this.#changes.set(kind, (this.#changes.get(kind) ?? 0) + count)
  }

  drop(kind: DropKind, conversationId: string): void {
    const drop = this.#drops.get(kind) ?? { count: 0, conversationIds: [] }
    drop.count += 1
    if (drop.conversationIds.length < namedAtMost && drop.conversationIds.at(-1) !== conversationId)
      drop.conversationIds.push(conversationId)
    this.#drops.set(kind, drop)
  }

  /** In the order in which the kinds are described. */
  get changes(): CountedChange[] {
    return keysOf(changeKinds).flatMap((what) => {
      const count = this.#changes.get(what)
      return count === undefined ? [] : [{ what, count }]
    })
  }

  get drops(): DroppedRecords[] {
    return keysOf(dropKinds).flatMap((why) => {
      const drop = this.#drops.get(why)
      return drop === undefined ? [] : [{ why, ...drop }]
    })
  }
}

function keysOf<Key extends string>(kinds: Readonly<Record<Key, string>>): Key[] {
  return Object.keys(kinds) as Key[]
}
