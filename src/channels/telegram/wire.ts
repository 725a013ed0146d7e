import { z } from 'zod'

/** What we read of Telegram's updates; everything else is dropped unseen. */

const userSchema = z.object({
  id: z.number(),
  is_bot: z.boolean().optional(),
  first_name: z.string().default(''),
  last_name: z.string().optional(),
  username: z.string().optional(),
})

const chatSchema = z.object({
  id: z.number(),
  type: z.enum(['private', 'group', 'supergroup', 'channel']),
  title: z.string().optional(),
})

const entitySchema = z.object({
  type: z.string(),
  offset: z.number(),
  length: z.number(),
  user: z.object({ id: z.number() }).optional(),
})

const sizeSchema = z.object({ file_id: z.string(), file_size: z.number().optional(), width: z.number().optional() })

/** Pictures, and any other content, so that a sticker is answered and a notice about the group is not. */
const contentShape = {
  photo: z.array(sizeSchema).optional(),
  document: sizeSchema.extend({ mime_type: z.string().optional() }).optional(),
  sticker: z.unknown().optional(),
  voice: z.unknown().optional(),
  audio: z.unknown().optional(),
  video: sizeSchema.partial().extend({ mime_type: z.string().optional() }).optional(),
  video_note: z.unknown().optional(),
  animation: z.unknown().optional(),
  contact: z.unknown().optional(),
  location: z.unknown().optional(),
}

/** The message that another one replies to. */
const earlierSchema = z.object({
  from: z.object({ id: z.number() }).optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  ...contentShape,
})

/** What is replied to in another chat or topic: its pictures, never its text, of which only `quote` tells a part. */
const elsewhereSchema = z.object({
  origin: z.object({ sender_user: z.object({ id: z.number() }).optional() }).optional(),
  link_preview_options: z.object({ url: z.string().optional() }).optional(),
  photo: contentShape.photo,
  document: contentShape.document,
})

const messageSchema = z.object({
  message_id: z.number(),
  date: z.number(),
  chat: chatSchema,
  from: userSchema.optional(),
  /** Set when a group or channel speaks: an administrator who stays anonymous, a channel that posts into its group. */
  sender_chat: z.object({ id: z.number(), title: z.string().optional() }).optional(),
  is_automatic_forward: z.boolean().optional(),
  message_thread_id: z.number().optional(),
  is_topic_message: z.boolean().optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  entities: z.array(entitySchema).optional(),
  caption_entities: z.array(entitySchema).optional(),
  ...contentShape,
  forward_origin: z.unknown().optional(),
  reply_to_message: earlierSchema.optional(),
  external_reply: elsewhereSchema.optional(),
  quote: z.object({ text: z.string() }).optional(),
  migrate_to_chat_id: z.number().optional(),
  migrate_from_chat_id: z.number().optional(),
})

/** One update as Telegram sends it. */
export const updateSchema = z.object({
  update_id: z.number(),
  message: messageSchema.optional(),
  callback_query: z
    .object({
      id: z.string(),
      from: userSchema,
      data: z.string().optional(),
      message: z.object({ message_id: z.number(), chat: chatSchema }).optional(),
    })
    .optional(),
  my_chat_member: z
    .object({ chat: chatSchema, from: userSchema, new_chat_member: z.object({ status: z.string() }) })
    .optional(),
})

export type TelegramUpdate = z.infer<typeof updateSchema>
export type TelegramMessage = z.infer<typeof messageSchema>
export type TelegramUser = z.infer<typeof userSchema>
export type TelegramChat = z.infer<typeof chatSchema>
export type TelegramEntity = z.infer<typeof entitySchema>

/** The kinds of update that Telegram is asked for. Edits are not among them: what was answered once is not answered again. */
export const allowedUpdates = ['message', 'callback_query', 'my_chat_member'] as const
