/** Answers for tags. */
import type { Handlers } from '@shared/contract/contract.ts'
import type { tagCommands } from '@shared/contract/tags.ts'
import { allOf, conversationsWith, tagsGivenTo, type Rows } from '../archive/row-changes.ts'
import { addTags, changeTag, createTag, listTags, removeTag, replaceTags, takeTags } from '../archive/tags.ts'
import { changeOf } from './change-of.ts'
import type { HandlerParts } from './handler-parts.ts'

export function tagHandlers({ archive, changes, changed }: HandlerParts): Handlers<keyof typeof tagCommands> {
  function make<Result>(
    change: ReturnType<typeof changeOf>,
    rows: readonly Rows[],
    work: () => Result,
  ): Result {
    const result = changes.make(change, rows, work)
    changed()
    return result
  }
  const tags = allOf('tags')
  const idNamed = (name: string): number[] =>
    listTags(archive, { by: 'name', direction: 'ascending' }).flatMap((tag) =>
      tag.name === name ? tag.id : [],
    )

  return {
    'tags.list': (order) => listTags(archive, order),
    'tags.create': (tag) =>
      make(changeOf('New tag', 'tag.create', 'A tag was made.', 0), [tags], () =>
        createTag(archive, tag, Date.now()),
      ),
    'tags.change': (change) => {
      const others = change.merge && change.name !== undefined ? idNamed(change.name) : []
      const links = [...new Set([change.id, ...others])].map(conversationsWith)
      const isMerge = others.some((id) => id !== change.id)
      return make(
        isMerge
          ? changeOf('Merge tags', 'tag.merge', 'Two tags were made one.', 0)
          : changeOf('Change tag', 'tag.change', 'A tag was changed.', 0),
        [tags, ...(isMerge ? links : [])],
        () => changeTag(archive, change, Date.now()),
      )
    },
    'tags.remove': ({ id }) => {
      make(
        changeOf('Delete tag', 'tag.remove', 'A tag was deleted.', 0, undefined, 'delete'),
        [tags, conversationsWith(id)],
        () => removeTag(archive, id),
      )
      return null
    },
    'tags.add': ({ ids, names }) => ({
      changed: make(
        changeOf(
          'Tag',
          'tag.add',
          'Conversations were tagged.',
          ids.length,
          ids.length === 1 ? ids[0] : undefined,
        ),
        [tags, tagsGivenTo(ids)],
        () => addTags(archive, ids, names, Date.now()),
      ),
    }),
    'tags.take': ({ ids, names }) => ({
      changed: make(
        changeOf(
          'Take tag away',
          'tag.take',
          'Tags were taken away.',
          ids.length,
          ids.length === 1 ? ids[0] : undefined,
        ),
        [tagsGivenTo(ids)],
        () => takeTags(archive, ids, names),
      ),
    }),
    'tags.replace': ({ id, names }) =>
      make(
        changeOf('Tags', 'tag.replace', 'The tags of a conversation were set.', 1, id),
        [tags, tagsGivenTo([id])],
        () => replaceTags(archive, id, names, Date.now()),
      ),
  }
}
