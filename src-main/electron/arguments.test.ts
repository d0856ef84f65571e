import { expect, it } from 'vitest'
import { argumentsToRestart, ownArguments, readArguments } from './arguments.ts'

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

it('takes no argument of Electron’s own for a file to import', () => {
  const started = ['/bin/electron', '-r', '/loader.js', '--inspect=0', '.', '--no-sandbox', 'a.zip']
  expect(ownArguments(started, '/home/ada/stemma', '/home/ada/stemma')).toEqual(['--no-sandbox', 'a.zip'])
  expect(ownArguments(['/opt/stemma', 'a.zip'], null, '/home/ada')).toEqual(['a.zip'])
})

it('starts again as it was started, with the archive that is asked for and no file twice', () => {
  const started = ['/bin/electron', '--inspect=0', '.', '--no-sandbox', 'a.zip', '--archive', 'mine']
  const own = ['--no-sandbox', 'a.zip', '--archive', 'mine']
  expect(argumentsToRestart(started, own, '/x/mine')).toEqual([
    '--inspect=0',
    '.',
    '--no-sandbox',
    '--archive',
    '/x/mine',
  ])
  expect(argumentsToRestart(['/opt/stemma', 'a.zip'], ['a.zip'], null)).toEqual([])
})
