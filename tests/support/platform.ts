import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Fault } from '../contract/channel.ts'

/** A request to an emulated platform, read whole. */
export interface Asked {
  method: string
  url: URL
  type: string
  body: Buffer
}

/** What the platform answers; JSON unless it is bytes. */
export interface Answers {
  status?: number
  json?: unknown
  bytes?: Uint8Array
}

/** An HTTP server on loopback that stands for a platform, with the line to it. */
export interface Platform {
  url: string
  /** What is wrong with the line, or with the platform. */
  fault: Fault | null
  setFault(fault: Fault | null): Promise<void>
  close(): Promise<void>
}

/** Opens a platform: `answer` takes a request, unless the line is faulty. */
export async function openPlatform(answer: (asked: Asked) => Answers | Promise<Answers>): Promise<Platform> {
  let server: Server
  let port = 0
  const listen = () =>
    new Promise<void>(resolve => {
      server = createServer(async (request, response) => {
        const asked = await read(request, platform.url)
        if (platform.fault === 'silent') return
        const { status = 200, json, bytes } = await answer(asked)
        if (platform.fault === 'cut-after-taking') return void request.socket.destroy()
        response.writeHead(status, {
          'content-type': json === undefined ? 'application/octet-stream' : 'application/json',
        })
        response.end(json === undefined ? bytes : JSON.stringify(json))
      })
      server.listen(port, '127.0.0.1', () => {
        port = (server.address() as AddressInfo).port
        resolve()
      })
    })
  const hangUp = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  const platform: Platform = {
    url: '',
    fault: null,
    async setFault(fault) {
      const wasAway = platform.fault === 'unreachable'
      platform.fault = fault
      if (fault === 'unreachable' && !wasAway) await hangUp()
      if (fault !== 'unreachable' && wasAway) await listen()
    },
    async close() {
      if (platform.fault !== 'unreachable') await hangUp()
    },
  }
  await listen()
  platform.url = `http://127.0.0.1:${port}`
  return platform
}

async function read(request: IncomingMessage, base: string): Promise<Asked> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return {
    method: request.method ?? '',
    url: new URL(request.url ?? '/', base || 'http://127.0.0.1'),
    type: request.headers['content-type'] ?? '',
    body: Buffer.concat(chunks),
  }
}
