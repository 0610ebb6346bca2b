import { enrolmentCode } from '../../../shared/api/enrolment.ts';
import { text } from '../text.ts';

export type Invitation = { serverUrl: string; code: string };
export type InvitationProblem = { field: 'server' | 'code'; problem: string };

const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * What a participant typed as server and code, checked and brought into shape; or what is wrong, in words, and where.
 * A whole invitation link in the server's field is taken apart: its code may stand in the path, query or fragment.
 */
export function readInvitation(server: string, code: string): Invitation | InvitationProblem {
  const address = readServer(server.trim());
  if (typeof address === 'string') return { field: 'server', problem: address };
  const typed = code.trim() === '' ? (findCode(address) ?? '') : code;
  const parsed = enrolmentCode.safeParse(groupCode(typed));
  if (!parsed.success) return { field: 'code', problem: text.enrol.codeWrong };
  const path = findCode(address) === undefined ? address.pathname.replace(/\/+$/, '') : '';
  return { serverUrl: address.origin + path, code: parsed.data };
}

/** The address, or why it is none. */
function readServer(typed: string): URL | string {
  if (typed === '') return text.enrol.serverMissing;
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `${isLocal(typed) ? 'http' : 'https'}://${typed}`;
  if (/\s/.test(full) || !URL.canParse(full)) return text.enrol.serverInvalid;
  const url = new URL(full);
  const local = LOCAL_HOSTS.has(url.hostname);
  if (url.protocol === 'http:' && !local) return text.enrol.serverInsecure;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return text.enrol.serverInvalid;
  if (!local && !url.hostname.includes('.')) return text.enrol.serverInvalid;
  if (url.username !== '' || url.password !== '') return text.enrol.serverCredentials;
  return url;
}

function isLocal(typed: string): boolean {
  return LOCAL_HOSTS.has(typed.replace(/[/?#].*$/, '').replace(/:\d+$/, ''));
}

function findCode({ pathname, search, hash }: URL): string | undefined {
  return /(?:^|[/=#])([A-HJ-NP-Z2-9]{4}(?:-[A-HJ-NP-Z2-9]{4}){2})(?:$|[/&#])/i.exec(pathname + search + hash)?.[1];
}

/** `k7qm 2fxd9rta` → `K7QM-2FXD-9RTA`. */
function groupCode(typed: string): string {
  const letters = typed.toUpperCase().replace(/[\s-]+/g, '');
  return letters.match(/.{1,4}/g)?.join('-') ?? '';
}
