import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import { chatMessage, tool } from '../../shared/training/example.ts';
import { answerLikeNearest } from './provider-nearest.ts';
import { apiError, type ProviderState } from './provider-state.ts';

const question = z.object({
  model: z.string(),
  messages: z.array(chatMessage).min(1),
  tools: z.array(tool).optional(),
});

/** `/chat/completions` of the stand-in: answers for models that it "trained", with a tool call. */
export function chatRoutes(state: ProviderState): Hono {
  const routes = new Hono();
  routes.post('/chat/completions', async (context) => {
    const parsed = question.safeParse(await context.req.json());
    if (!parsed.success) {
      return apiError(context, 400, { code: 'invalid_value', message: z.prettifyError(parsed.error) });
    }
    if (parsed.data.messages.some((message) => 'weight' in message)) {
      return apiError(context, 400, { code: 'unknown_parameter', message: "Unknown parameter: 'messages[].weight'." });
    }
    const examples = state.models.get(parsed.data.model);
    if (examples === undefined) {
      const message = `The model '${parsed.data.model}' does not exist or you do not have access to it.`;
      return apiError(context, 404, { code: 'model_not_found', message, param: 'model' });
    }
    const call = answerLikeNearest(examples, parsed.data.messages);
    const id = randomBytes(9).toString('hex');
    return context.json({
      id: `chatcmpl-${id}`,
      object: 'chat.completion',
      created: Math.floor(Date.now() / 1000),
      model: parsed.data.model,
      choices: [
        {
          index: 0,
          finish_reason: call === null ? 'stop' : 'tool_calls',
          message: {
            role: 'assistant',
            content: null,
            refusal: null,
            ...(call === null ? {} : { tool_calls: [{ id: `call_${id}`, type: 'function', function: call }] }),
          },
        },
      ],
      usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
    });
  });
  return routes;
}
