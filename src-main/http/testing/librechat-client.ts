/** LibreChat's own client, for tests: the code that its web page asks its server with. */
import type * as Client from 'librechat-data-provider'

/**
 * The client of a server. It takes the server's address from the page it runs in, once, so there is one for a process;
 * a page with nothing but that is put up for it.
 */
export async function libreChatClient(url: string, token: string): Promise<typeof Client> {
  const base = { getAttribute: () => url }
  Object.assign(process, { browser: true })
  Object.assign(globalThis, { document: { querySelector: () => base } })
  const client = await import('librechat-data-provider')
  client.setTokenHeader(token)
  return client
}
