/** Answers for tags. */
import type { Handlers } from '@shared/contract/contract.ts'
import type { Tag, tagCommands } from '@shared/contract/tags.ts'
import { allOf, tagsGivenTo } from '../archive/row-changes.ts'
import { changeTag, createTag, listTags, replaceTags, tagOf } from '../archive/tags.ts'
import { changeOf, changeOfMany } from './change-of.ts'
import type { HandlerParts } from './handler-parts.ts'
import { makingOf } from './making.ts'

export function tagHandlers({ archive, changes, changed }: HandlerParts): Handlers<keyof typeof tagCommands> {
  const { make, many } = makingOf({ changes, changed })
  const tags = allOf('tags')
  const tagNamed = (name: string): Tag | undefined =>
    listTags(archive, { by: 'name', direction: 'ascending' }).find((tag) => tag.name === name)

  return {
    'tags.list': (order) => listTags(archive, order),
    'tags.create': (tag) =>
      make(changeOf('New tag', 'tag.create', 'A tag was made.', 0), [tags], () =>
        createTag(archive, tag, Date.now()),
      ),
    'tags.change': async (change) => {
      const other = change.merge && change.name !== undefined ? tagNamed(change.name) : undefined
      if (other === undefined || other.id === change.id) {
        return make(changeOf('Change tag', 'tag.change', 'A tag was changed.', 0), [tags], () =>
          changeTag(archive, change, Date.now()),
        )
      }
      const { left } = await many(changeOfMany('Merge tags', 'tag.merge', 'Two tags were made one.', null), {
        kind: 'merge-tags',
        change,
        into: other.id,
      })
      return tagOf(archive, left === 0 ? other.id : change.id)
    },
    'tags.remove': async ({ id }) => {
      const { left } = await many(
        changeOfMany('Delete tag', 'tag.remove', 'A tag was deleted.', null, 'delete'),
        { kind: 'remove-tag', id },
      )
      return { left }
    },
    'tags.add': async ({ ids, names }) =>
      await many(changeOfMany('Tag', 'tag.add', 'Conversations were tagged.', ids), {
        kind: 'add-tags',
        ids,
        names,
      }),
    'tags.take': async ({ ids, names }) =>
      await many(changeOfMany('Take tag away', 'tag.take', 'Tags were taken away.', ids), {
        kind: 'take-tags',
        ids,
        names,
      }),
    'tags.replace': ({ id, names }) =>
      make(
        changeOf('Tags', 'tag.replace', 'The tags of a conversation were set.', 1, id),
        [tags, tagsGivenTo([id])],
        () => replaceTags(archive, id, names, Date.now()),
      ),
  }
}
