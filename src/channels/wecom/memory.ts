/** Our last messages of a chat, by which a quotation of us is known. */
const mostRemembered = 20
const mostChats = 5000

/** What we said lately in each chat. */
export interface WecomMemory {
  remember(chat: string, text: string): void
  /** Whether a quotation, which may be cut short, is of one of our messages. */
  said(chat: string, quoted: string): boolean
}

/** Makes an empty memory. */
export function makeMemory(): WecomMemory {
  const said = new Map<string, string[]>()
  const bare = (text: string) => text.replace(/[\s\\]/g, '')
  return {
    remember(chat, text) {
      if (said.size >= mostChats) said.delete(said.keys().next().value!)
      said.set(chat, [...(said.get(chat) ?? []), bare(text)].slice(-mostRemembered))
    },
    said: (chat, quoted) => bare(quoted) !== '' && (said.get(chat) ?? []).some(text => text.startsWith(bare(quoted))),
  }
}
