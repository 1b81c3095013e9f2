import { Router } from 'express';
import { asCreditors, type Db } from '#db/client.ts';
import { addressHash } from '#db/hashing.ts';
import { accountsAt } from '#db/queries/accounts.ts';
import { callerOf, needs } from '#api/caller.ts';
import { postPayment } from '#api/commands/post-payment.ts';
import { AccountSearch, AccountsFound } from '#api/contract/accounts.ts';
import { NewPayment, PaymentReceipt } from '#api/contract/payments.ts';
import { given, reply } from '#api/reply.ts';

const FOUND_AT_MOST = 20;

export const moneyRouter = ({ app, secret }: { app: Db; secret: string }) =>
  Router()
    .post('/payments', needs('payments:write'), async (req, res) => {
      reply(res, PaymentReceipt, await postPayment({ app }, callerOf(res), given(NewPayment, req.body)));
    })
    .post('/accounts/find', needs('accounts:find'), async (req, res) => {
      const { phone } = given(AccountSearch, req.body);
      const caller = callerOf(res);
      const rows = await asCreditors(app, caller, (tx) => accountsAt(tx, addressHash(secret, caller.tenantId, phone), FOUND_AT_MOST));
      const accounts = rows.map(({ account, creditor }) => {
        const { accountRef, caseId, creditorId, balanceMinor, currency, status } = account;
        return { accountRef, caseId, creditorId, creditor, balanceMinor, currency, status };
      });
      reply(res, AccountsFound, { accounts });
    });
