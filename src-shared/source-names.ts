/** What products are called whose conversations can be here without an import of their own, as out of an HTML archive. */

const names: Readonly<Record<string, string>> = {
  'ai-studio': 'Google AI Studio',
  'better-chatgpt': 'BetterChatGPT',
  'chatbot-ui': 'Chatbot UI',
  chatgpt: 'ChatGPT',
  'cherry-studio': 'Cherry Studio',
  'claude-code': 'Claude Code',
  deepseek: 'DeepSeek',
  dti: 'AI Conversation History (DTI)',
  'gemini-cli': 'Gemini CLI',
  'github-copilot': 'GitHub Copilot',
  langgraph: 'LangGraph',
  librechat: 'LibreChat',
  'llama-cpp': 'llama.cpp',
  'lm-studio': 'LM Studio',
  lobechat: 'LobeChat',
  mag: 'MCP Agent Graph',
  'microsoft-copilot': 'Microsoft Copilot',
  mistral: 'Mistral Le Chat',
  'open-webui': 'Open WebUI',
  sharegpt: 'ShareGPT or OpenAI messages',
  typingmind: 'TypingMind',
}

/** The name of a source by its id; an unknown one is its id with a capital. */
export function nameOfProduct(source: string): string {
  return Object.hasOwn(names, source)
    ? (names[source] ?? source)
    : source.charAt(0).toUpperCase() + source.slice(1)
}
