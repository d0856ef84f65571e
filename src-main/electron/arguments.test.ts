import { expect, it } from 'vitest'
import { readArguments } from './arguments.ts'

it('takes files to import, an archive, and passes over flags of Chromium', () => {
  expect(readArguments(['--no-sandbox', 'a.zip', '--archive', 'mine', '/x/b.json'], '/home/ada')).toEqual({
    files: ['/home/ada/a.zip', '/x/b.json'],
    archiveFolder: '/home/ada/mine',
    command: null,
  })
})

it('leaves everything behind --cli to the command line', () => {
  expect(readArguments(['--no-sandbox', '--cli', 'export', '--archive', 'x'], '/')).toEqual({
    files: [],
    archiveFolder: null,
    command: ['export', '--archive', 'x'],
  })
})
