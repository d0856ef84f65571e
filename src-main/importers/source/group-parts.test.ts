import { expect, it } from 'vitest'
import { groupParts } from './group-parts.ts'

it.each([
  ['/d/takeout-20260101T000000Z-002.zip', '/d/takeout-20260101T000000Z-001.zip'],
  ['/d/takeout-20260101T000000Z-3-001.tgz', '/d/takeout-20260101T000000Z-3-002.tgz'],
  ['/d/conversations-000.json', '/d/conversations-001.json'],
  ['/d/data-7c5d-batch-0000.zip', '/d/data-7c5d-batch-0001.zip'],
  ['/d/chats_001.jsonl.gz', '/d/chats_010.jsonl.gz'],
])('takes %s and %s for parts of one export, in the order of their numbers', (one, other) => {
  expect(groupParts([one, other])).toEqual([[one, other].toSorted()])
})

it.each([
  ['of another folder', '/a/takeout-001.zip', '/b/takeout-002.zip'],
  ['of another name', '/d/conversations-000.zip', '/d/projects-001.zip'],
  ['with another ending', '/d/conversations-000.json', '/d/conversations-001.zip'],
  ['with numbers of another length', '/d/export-001.zip', '/d/export-0002.zip'],
  ['of single years', '/d/backup-2024.zip', '/d/backup-2025.zip'],
  ['of single days', '/d/export-20260101.zip', '/d/export-20260102.zip'],
  ['of single months', '/d/chats-2026-01.json', '/d/chats-2026-02.json'],
  ['that were downloaded twice', '/d/export.zip', '/d/export (1).zip'],
  ['that count without zeros', '/d/chat-1.json', '/d/chat-2.json'],
  ['whose names are numbers alone', '/d/001.json', '/d/002.json'],
  ['that hold no conversations by their names', '/d/picture-001.png', '/d/picture-002.png'],
])('leaves files %s by themselves', (_what, one, other) => {
  expect(groupParts([one, other])).toEqual([[one], [other]])
})

it('keeps the order in which exports were dropped, and takes a path once', () => {
  const paths = ['/d/z.json', '/d/p-001.zip', '/d/a.json', '/d/p-000.zip', '/d/z.json', '/d/p-001.zip']
  expect(groupParts(paths)).toEqual([['/d/z.json'], ['/d/p-000.zip', '/d/p-001.zip'], ['/d/a.json']])
})
