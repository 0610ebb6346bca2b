/** What a token may do: send and see one's own sessions; read everything; act on the server. */
export type Scope = 'participant' | 'researcher' | 'administrator';

/** Who a request is made by. */
export type Caller = {
  scope: Scope;
  /** Set for participants only. */
  participantId: string | null;
  /** First eight characters of the token's hash: names it in logs and in the audit log without giving it away. */
  actor: string;
};
