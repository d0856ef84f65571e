/** All importers, in the order in which they are asked whether a file is theirs. */
import { chatGptImporter } from './chatgpt/importer.ts'
import { claudeImporter } from './claude/importer.ts'
import type { Importer } from './importer.ts'
import { libreChatImporter } from './librechat/importer.ts'

export const importers: readonly Importer[] = [chatGptImporter, claudeImporter, libreChatImporter]
