import { erasureCertificate, type ErasureCertificate, type WithdrawalRequest } from '../../shared/api/rights.ts';
import { type Screening, screening } from '../../shared/api/screening.ts';
import type { Consent } from '../../shared/session/consent.ts';
import { askServer, notOurServer, type ServerAccess } from './server-client.ts';

const authorised = ({ token }: ServerAccess): Record<string, string> => ({ authorization: `Bearer ${token}` });
const asJson = (access: ServerAccess): Record<string, string> => ({
  ...authorised(access),
  'content-type': 'application/json',
});

/** `POST /v1/me/withdrawal`. @throws SyncError */
export async function sendWithdrawal(access: ServerAccess, withdrawal: WithdrawalRequest): Promise<void> {
  const body = JSON.stringify(withdrawal);
  await askServer(`${access.serverUrl}/v1/me/withdrawal`, { method: 'POST', headers: asJson(access), body });
}

/** `PUT /v1/me/consent`. @throws SyncError */
export async function sendConsent(access: ServerAccess, consent: Consent): Promise<void> {
  const body = JSON.stringify(consent);
  await askServer(`${access.serverUrl}/v1/me/consent`, { method: 'PUT', headers: asJson(access), body });
}

/** `DELETE /v1/me`. @throws SyncError */
export async function sendErasure(access: ServerAccess): Promise<ErasureCertificate> {
  const init = { method: 'DELETE', headers: authorised(access) };
  return asCertificate(await askServer(`${access.serverUrl}/v1/me`, init));
}

/** `GET /v1/erasures/{id}`, for which no token is needed. @throws SyncError */
export async function findCertificate(serverUrl: string, id: string): Promise<ErasureCertificate> {
  return asCertificate(await askServer(`${serverUrl}/v1/erasures/${id}`, {}));
}

function asCertificate(answer: unknown): ErasureCertificate {
  const parsed = erasureCertificate.safeParse(answer);
  if (!parsed.success) throw notOurServer();
  return parsed.data;
}

/** What the server's look for personal data in a session has come to. @throws SyncError */
export async function findScreening(access: ServerAccess, sessionId: string): Promise<Screening> {
  const answer = await askServer(`${access.serverUrl}/v1/sessions/${sessionId}`, { headers: authorised(access) });
  return screening.parse((answer as { screening?: unknown }).screening);
}
