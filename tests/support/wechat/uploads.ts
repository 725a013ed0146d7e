import type { IncomingMessage } from 'node:http'

/** A file that was uploaded. */
export interface Upload {
  name: string
  bytes: Uint8Array
}

/** Files that the account uploads before it sends them; large ones come in pieces, in order. */
export class Uploads {
  #files = new Map<string, Upload>()

  /** Takes a request and gives the answer. */
  async take({ request, body }: { request: IncomingMessage; body: Buffer }): Promise<unknown> {
    const headers = { 'content-type': request.headers['content-type']! }
    const form = await new Response(new Uint8Array(body), { headers }).formData()
    const file = form.get('filename') as File
    const before = this.#files.get(file.name)
    const piece = new Uint8Array(await file.arrayBuffer())
    const bytes = Number(form.get('chunk') ?? 0) > 0 && before ? Buffer.concat([before.bytes, piece]) : piece
    this.#files.set(file.name, { name: String(form.get('name')), bytes })
    return { BaseResponse: { Ret: 0, ErrMsg: '' }, MediaId: `@${Buffer.from(file.name).toString('hex')}` }
  }

  /** What a message carries, as a picture (by its id) or a file (in its XML). */
  in({ Content = '', MediaId }: Record<string, string>): Upload | undefined {
    const id = /<attachid>@([0-9a-f]+)<\/attachid>/.exec(Content)?.[1] ?? MediaId?.slice(1)
    return id === undefined ? undefined : this.#files.get(Buffer.from(id, 'hex').toString())
  }
}
