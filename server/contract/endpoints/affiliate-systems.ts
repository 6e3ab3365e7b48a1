import type { AffiliateSystemOffDto } from '../affiliate-attention';
import type { AffiliateSecretDto, AffiliateSecretInput, AffiliateSystemInput } from '../affiliate-systems';
import type {
  AffiliateRequestInput,
  AffiliateRequestPreviewDto,
  AffiliateSwitchChange,
  AffiliateSystemChange,
  AffiliateSystemDetailDto,
  AffiliateSystemListDto,
  AffiliateSystemListQuery,
  AffiliateTestDto,
} from '../affiliate-systems-page';
import type { Endpoint, Nothing } from './endpoint';

const VIEW = ['view-affiliate-systems', 'edit-affiliates'] as const;
const EDIT = ['edit-affiliates'] as const;

/** A dry run resolves names and shows what an event says, so it is for those who edit, as the test is. */
export const AFFILIATE_SYSTEM_ENDPOINTS = {
  listAffiliateSystems: { method: 'GET', path: '/affiliates/systems', permissions: VIEW },
  /** A part of the overview. */
  listAffiliateSystemsOff: { method: 'GET', path: '/affiliates/systems-off', permissions: VIEW },
  getAffiliateSystem: { method: 'GET', path: '/affiliates/systems/:system', permissions: VIEW },
  createAffiliateSystem: { method: 'POST', path: '/affiliates/systems', permissions: EDIT },
  updateAffiliateSystem: { method: 'PUT', path: '/affiliates/systems/:system', permissions: EDIT },
  deleteAffiliateSystem: { method: 'DELETE', path: '/affiliates/systems/:system', permissions: EDIT },
  switchAffiliateSystem: { method: 'POST', path: '/affiliates/systems/:system/switch', permissions: EDIT },
  saveAffiliateSecret: { method: 'POST', path: '/affiliates/systems/:system/secrets', permissions: EDIT },
  endAffiliateSecret: { method: 'DELETE', path: '/affiliates/systems/:system/secrets/:secret', permissions: EDIT },
  previewAffiliateRequest: { method: 'POST', path: '/affiliates/requests/preview', permissions: EDIT },
  sendAffiliateTest: { method: 'POST', path: '/affiliates/requests/test', permissions: EDIT },
} as const satisfies Record<string, Endpoint>;

/** Which system, by its code. */
export interface OneAffiliateSystem {
  readonly system: string;
}

/** Which secret of it, by its id. */
export interface OneAffiliateSecret extends OneAffiliateSystem {
  readonly secret: string;
}

export interface AffiliateSystemEndpointTypes {
  listAffiliateSystems: { readonly request: AffiliateSystemListQuery; readonly response: AffiliateSystemListDto };
  listAffiliateSystemsOff: { readonly request: Nothing; readonly response: readonly AffiliateSystemOffDto[] };
  getAffiliateSystem: { readonly request: OneAffiliateSystem; readonly response: AffiliateSystemDetailDto };
  createAffiliateSystem: { readonly request: AffiliateSystemInput; readonly response: AffiliateSystemDetailDto };
  updateAffiliateSystem: {
    readonly request: OneAffiliateSystem & AffiliateSystemChange;
    readonly response: AffiliateSystemDetailDto;
  };
  deleteAffiliateSystem: { readonly request: OneAffiliateSystem; readonly response: { readonly deleted: true } };
  switchAffiliateSystem: {
    readonly request: OneAffiliateSystem & AffiliateSwitchChange;
    readonly response: AffiliateSystemDetailDto;
  };
  saveAffiliateSecret: { readonly request: AffiliateSecretInput; readonly response: AffiliateSecretDto };
  endAffiliateSecret: { readonly request: OneAffiliateSecret; readonly response: AffiliateSecretDto };
  previewAffiliateRequest: { readonly request: AffiliateRequestInput; readonly response: AffiliateRequestPreviewDto };
  sendAffiliateTest: { readonly request: AffiliateRequestInput; readonly response: AffiliateTestDto };
}
