/** Kinds of pages on which a recording rests by itself. */
export const sensitiveKinds = ['sign-in', 'account', 'payment', 'mail', 'bank', 'health', 'adult'] as const;
export type SensitiveKind = (typeof sensitiveKinds)[number];

const hosts = (names: string): readonly string[] => names.trim().split(/\s+/);

/** Sites that are of a kind as a whole, each with its subdomains. A name without a dot stands under any ending. */
export const sensitiveHosts: Readonly<Record<Exclude<SensitiveKind, 'account'>, readonly string[]>> = {
  'sign-in': hosts(`accounts.google.com login.microsoftonline.com login.live.com appleid.apple.com idmsa.apple.com
    auth0.com okta.com onelogin.com id.me login.gov verimi.de netid.de vkid.ru passport.yandex.ru`),
  payment: hosts(`paypal.com paypalobjects.com klarna.com klarnaservices.com stripe.com stripe.network pay.google.com
    payments.google.com adyen.com braintreegateway.com checkout.com pay.amazon.com worldpay.com opayo.co.uk sagepay.com
    mollie.com payu.com przelewy24.pl tpay.com dotpay.pl ideal.nl sofort.com giropay.de paydirekt.de wero-wallet.eu
    computop-paygate.com saferpay.com datatrans.com cardinalcommerce.com arcot.com 3dsecure.io afterpay.com clearpay.co.uk
    affirm.com riverty.com ratepay.com billie.io twint.ch swish.nu vipps.no mobilepay.dk mercadopago.com iyzico.com
    iyzipay.com paytr.com razorpay.com alipay.com squareup.com paddle.com authorize.net cybersource.com nets.eu
    quickpay.net bambora.com payone.com unzer.com spreedly.com pci.shopifyinc.com shop.app skrill.com neteller.com
    bitpay.com coinbase.com sezzle.com zip.co laybuy.com scalapay.com alma.eu oney.fr payplug.com lyra.com redsys.es
    bizum.es satispay.com nexi.it multibanco.pt mbway.pt yookassa.ru pay.yandex.ru global-e.com`),
  mail: hosts(`mail.google.com outlook.live.com outlook.office.com outlook.office365.com mail.yahoo.com proton.me
    protonmail.com gmx.net gmx.de gmx.com mail.ru mail.yandex.ru icloud.com fastmail.com tuta.com tutanota.com
    posteo.de mailbox.org web.whatsapp.com web.telegram.org messages.google.com messenger.com`),
  bank: hosts(`chase.com wellsfargo.com bankofamerica.com citi.com capitalone.com americanexpress.com barclays.co.uk
    lloydsbank.com natwest.com hsbc.com hsbc.co.uk santander.com santander.co.uk monzo.com starlingbank.com revolut.com
    wise.com n26.com ing.com ing.de ing.nl dkb.de comdirect.de consorsbank.de sparkasse.de postbank.de vr.de
    bnpparibas boursobank.com societegenerale.fr credit-agricole.fr labanquepostale.fr lcl.fr bbva.com bbva.es
    caixabank.es bancosantander.es intesasanpaolo.com unicredit.it poste.it abnamro.nl rabobank.nl asnbank.nl
    mbank.pl pkobp.pl ipko.pl nordea.com seb.se swedbank.se handelsbanken.se danskebank.dk dnb.no ubs.com
    credit-suisse.com zkb.ch raiffeisen.ch postfinance.ch erstebank.at sberbank.ru tinkoff.ru itau.com.br nubank.com.br
    bradesco.com.br garantibbva.com.tr isbank.com.tr schwab.com fidelity.com vanguard.com robinhood.com etrade.com`),
  health: hosts(`doctolib.de doctolib.fr doctolib.it mychart.com mychart.org nhs.uk nhsapp.service.nhs.uk zocdoc.com
    jameda.de ameli.fr tk.de aok.de barmer.de dak.de healthcare.gov teladoc.com betterhelp.com webmd.com netdoktor.de
    docmorris.de shop-apotheke.com redcare-pharmacy.com medpex.de aponeo.de boots-pharmacy pharmacy2u.co.uk
    chemist4u.com newpharma.fr newpharma.be efarma.com farmae.it dosfarma.com apoteket.se apotea.se 1mg.com hims.com
    ro.co zavamed.com dokteronline.com`),
  adult: hosts(`pornhub.com xvideos.com xnxx.com xhamster.com youporn.com redtube.com onlyfans.com chaturbate.com
    stripchat.com livejasmin.com cam4.com spankbang.com brazzers.com fetlife.com adultfriendfinder.com joyclub.de
    lovehoney.com lovehoney.co.uk lovehoney.de adameve.com amorelie.de eis.de orion.de beate-uhse dildoking.de
    easytoys.nl easytoys.de passage-du-desir.fr`),
};

/** Words in hosts that tell the kind, whoever runs the site. */
export const sensitiveHostWords: readonly (readonly [SensitiveKind, RegExp])[] = [
  ['adult', /(^|[.-])(porno?s?|xxx|hentai|sexcam\w*|sexshop\w*|sex-shop|escorts?)([.-]|$)|porn|\.(adult|sex)$/],
  [
    'bank',
    /(^|[.-])(e|net|my|web|home|mobile)?-?(online)?-?banking([.-]|$)|(^|[.-])(spar|volks|raiffeisen|post|landes|deutsche-?|commerz|citi)?bank(\.|$)|(^|[.-])\w{0,12}(sparkasse|volksbank|raiffeisenbank)|\.bank$/,
  ],
  [
    'health',
    /(^|[.-])\w*(apotheken?|pharmacy|pharmacie|pharma-?shop|farmacia|drogueria-?online|apotek\w*|apteka|eczane)([.-]|$)|(^|[.-])(mychart|patient(-?portal)?s?|myhealth|telehealth|hospital|klinik\w*)([.-]|$)|\.health$/,
  ],
  ['mail', /^(mail|webmail|email|e-mail|owa|roundcube|posteo|correo|poczta|webmailer|inbox)\./],
  ['payment', /^(pay|payments?|paygate|securepay\w*|3ds\w*|acs\d?|hpp|cashier|sips|psp)\./],
  ['account', /^(accounts?|my-?account|kundenkonto|mein-?konto|konto|compte|cuenta)\./],
  ['sign-in', /^(log-?in|sign-?in|signon|logon|auth\d?|oauth\d?|sso|idp|identity|passport|anmelden|connexion)\./],
];

/** Whole segments of an address's path. */
export const sensitivePaths: readonly (readonly [SensitiveKind, RegExp])[] = [
  [
    'sign-in',
    /^(log-?in|log-?on|sign-?in|sign-?on|sign-?up|register|registration|create-?account|(forgot(ten)?|reset|lost|change)-?password|password-?(reset|forgot(ten)?|recovery|change)|oauth2?|openid|sso|saml2?|authori[sz]e|2fa|mfa|two-?factor|anmelden|anmeldung|einloggen|registrieren|registrierung|passwort-?vergessen|connexion|se-connecter|identification|inscription|mot-de-passe-oublie|iniciar-?sesion|acceder|identificarse|registro|registrarse|accedi|accesso|registrati|registrazione|entrar|iniciar-?sessao|cadastro|inloggen|aanmelden|registreren|zaloguj(-sie)?|logowanie|rejestracja|logga-?in|log-?ind|logg-?inn|giris(-yap)?|uye-?ol|kirjaudu)$/,
  ],
  [
    'account',
    /^((my|your|customer|user)-?(account|profile|orders?|details|addresses|data|returns)|accounts?|account-?settings|profile|order-?history|address-?book|payment-?methods|wallet|(mein-?|kunden-?)?konto|meine-?(daten|bestellungen|adressen)|(mon-?)?compte|mes-(commandes|adresses)|(mi-?)?cuenta|mis-(pedidos|direcciones|datos)|(il-?mio-?)?account|area-?(clienti|personale)|i-miei-ordini|(a-?)?minha-?conta|mijn-?(account|\w+)|(moje-?)?konto|twoje-konto|mina-?sidor|mitt-?konto|min-?side|hesabim|hesap)$/,
  ],
];

/** Of the path too: where a shop takes an order. That is what a recording is for, masked strictly. */
export const checkoutPaths =
  /^(checkouts?|onepage|one-page-checkout|kasse|kassa|zur-kasse|bestellung|bestellen|caisse|commande|paiement|tramitar\w*|finalizar\w*|pago|cassa|pagamento|afrekenen|bestelling|zamowienie|platnosc|kassan|odeme|order-?(confirm\w*|complete\w*|received|success)|thank-?you|confirmation)$/;
