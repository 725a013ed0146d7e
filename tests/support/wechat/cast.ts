import { randomBytes } from 'node:crypto'

/** A person of the emulated WeChat: names last, `id` is only of this login. */
export interface Actor {
  id: string
  name: string
  remark: string
  isFriend: boolean
}

/** A group of the emulated WeChat. */
export interface Room {
  id: string
  topic: string
  members: Actor[]
  /** Whether the account keeps it in its contacts; others show up with their first message. */
  isSaved: boolean
}

const fresh = (mark: string) => `${mark}${randomBytes(16).toString('hex')}`

/** Who is there. */
export class Cast {
  readonly me: Actor = { id: fresh('@'), name: '离校小助手', remark: '', isFriend: false }
  readonly actors: Actor[] = []
  readonly rooms: Room[] = []

  actor(name: string, { remark = '', isFriend = true }: { remark?: string; isFriend?: boolean } = {}): Actor {
    const actor = { id: fresh('@'), name, remark, isFriend }
    this.actors.push(actor)
    return actor
  }

  room(topic: string, members: Actor[], isSaved = true): Room {
    const room = { id: fresh('@@'), topic, members, isSaved }
    this.rooms.push(room)
    return room
  }

  /** A new login: everyone and everything has another id. */
  renew(): void {
    for (const each of [this.me, ...this.actors]) each.id = fresh('@')
    for (const room of this.rooms) room.id = fresh('@@')
  }

  /** What is behind an id of this login. */
  find(id: string): Actor | Room | undefined {
    return [this.me, ...this.actors, ...this.rooms].find(each => each.id === id)
  }
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br/>')

/** How the platform shows a person or a group. */
export function contactOf(each: Actor | Room, me: Actor): Record<string, unknown> {
  if (!('topic' in each))
    return {
      UserName: each.id,
      NickName: escaped(each.name),
      RemarkName: escaped(each.remark),
      ContactFlag: each.isFriend ? 3 : 0,
      VerifyFlag: 0,
      HeadImgUrl: '',
    }
  const members = [me, ...each.members].map(m => ({ UserName: m.id, NickName: escaped(m.name), DisplayName: '' }))
  return {
    UserName: each.id,
    NickName: escaped(each.topic),
    MemberCount: members.length,
    MemberList: members,
    ContactFlag: 3,
    EncryChatRoomId: each.id,
  }
}

/** A text as the platform carries it. */
export const carried = escaped
