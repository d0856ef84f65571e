/** All importers, in the order in which they are asked whether a file is theirs. */
import { AppError } from '@shared/contract/app-error.ts'
import { aiStudioImporter } from './ai-studio/importer.ts'
import { betterChatGptImporter } from './better-chatgpt/importer.ts'
import { chatbotUiImporter } from './chatbot-ui/importer.ts'
import { chatGptImporter } from './chatgpt/importer.ts'
import { claudeImporter } from './claude/importer.ts'
import { geminiCliImporter } from './gemini-cli/importer.ts'
import { geminiImporter } from './gemini-takeout/importer.ts'
import type { Importer } from './importer.ts'
import { libreChatImporter } from './librechat/importer.ts'
import { lobeChatImporter } from './lobechat/importer.ts'
import { openWebUiImporter } from './open-webui/importer.ts'
import { cherryStudioImporter } from './cherry-studio/importer.ts'
import { claudeCodeImporter } from './claude-code/importer.ts'
import { codexImporter } from './codex/importer.ts'
import { deepSeekImporter } from './deepseek/importer.ts'
import { dtiImporter } from './dti/importer.ts'
import { grokImporter } from './grok/importer.ts'
import { langGraphImporter } from './langgraph/importer.ts'
import { magImporter } from './mag/importer.ts'
import { shareGptImporter } from './sharegpt/importer.ts'
import { stemmaBackupImporter } from './stemma-backup/importer.ts'
import { stemmaHtmlImporter } from './stemma-html/importer.ts'
import { lmStudioImporter } from './lm-studio/importer.ts'
import { janImporter } from './jan/importer.ts'
import { typingMindImporter } from './typingmind/importer.ts'
import { chatboxImporter } from './chatbox/importer.ts'
import { perplexityImporter } from './perplexity/importer.ts'
import { mistralImporter } from './mistral/importer.ts'
import { llamaCppImporter } from './llama-cpp/importer.ts'
import { gitHubCopilotImporter } from './github-copilot/importer.ts'
import { microsoftCopilotImporter } from './microsoft-copilot/importer.ts'

export const importers: readonly Importer[] = [
  stemmaBackupImporter,
  stemmaHtmlImporter,
  chatGptImporter,
  claudeImporter,
  libreChatImporter,
  lobeChatImporter,
  aiStudioImporter,
  betterChatGptImporter,
  chatbotUiImporter,
  geminiCliImporter,
  geminiImporter,
  openWebUiImporter,
  cherryStudioImporter,
  claudeCodeImporter,
  codexImporter,
  deepSeekImporter,
  dtiImporter,
  grokImporter,
  langGraphImporter,
  magImporter,
  shareGptImporter,
  lmStudioImporter,
  janImporter,
  typingMindImporter,
  chatboxImporter,
  perplexityImporter,
  mistralImporter,
  llamaCppImporter,
  gitHubCopilotImporter,
  microsoftCopilotImporter,
]

/** The importer with an id; @throws AppError `invalid-input` */
export function importerOf(id: string): Importer {
  const importer = importers.find((candidate) => candidate.id === id)
  if (importer) return importer
  const known = importers.map((candidate) => candidate.id).join(', ')
  throw new AppError('invalid-input', `There is no format “${id}”. These can be read: ${known}.`)
}
