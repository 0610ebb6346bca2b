/**
 * What shops write on their controls, in the languages of the larger European shops. Matched against accessible names,
 * without case.
 */
export const shopWords = {
  addToCart:
    /\b(add(ed)?( \d+)? to (my |your |the )?(cart|bag|basket|trolley)|quick[ -]?add|buy now|add item)\b|in den (waren|einkaufs)korb|in den einkaufswagen|ajouter au panier|(añadir|agregar) (al carrito|a la cesta)|aggiungi al carrello|(in|aan) (mijn )?winkel(wagen|mand)|adicionar ao carrinho|dodaj do koszyka/i,
  removeFromCart:
    /\b(remove|delete|take out|empty (the )?(cart|bag|basket)|clear (the )?(cart|bag|basket))\b|entfernen|löschen|supprimer|retirer|eliminar|quitar|rimuovi|elimina|verwijder|remover|usuń|^\s*[×✕✖🗑]\s*$/iu,
  changeQuantity:
    /\b(quantity|qty|increase|decrease|one (more|less|fewer)|update (cart|bag|basket))\b|menge|anzahl|quantité|cantidad|quantità|aantal/i,
  viewCart:
    /^\W*((view|go to|open|see|show|your|my|the|shopping|edit) )*(cart|bag|basket|trolley)(?=$|\W*\d|\W*\(|,)|^\W*(zum |ihr )?(warenkorb|einkaufswagen)|^\W*(voir le |mon )?panier|^\W*(ver |mi )?(carrito|cesta)|^\W*(il tuo )?carrello|^\W*winkel(wagen|mand)|^\W*koszyk/i,
  checkout:
    /\b(check ?out|proceed|continue to (payment|delivery|shipping|address|review)|go to payment|secure checkout)\b|zur kasse|passer (la )?commande|tramitar pedido|finalizar compra|procedi|afrekenen|bestellen/i,
  placeOrder:
    /\b(place (your |my |the )?order|complete (your |the )?(order|purchase)|pay (now|£|\$|€|\d)|buy now|confirm (your |the )?(order|purchase)|submit order|order now)\b|zahlungspflichtig|jetzt kaufen|kostenpflichtig bestellen|payer|valider la commande|pagar|realizar pedido|paga ora|betalen/i,
  dismiss:
    /\b(close|dismiss|no,? thanks|not now|maybe later|skip|got it|accept( all)?( cookies)?|reject( all)?( cookies)?|decline|allow all|only necessary|essential only|agree|cookies?)\b|schließen|akzeptieren|ablehnen|fermer|accepter|refuser|cerrar|aceptar|rechazar|chiudi|accetta|rifiuta|sluiten|accepteren|^\s*[×✕✖]\s*$/iu,
  search: /\bsearch\b|^(find|go)$|suche|recherche|buscar|cerca|zoek|szukaj/i,
  refine:
    /\b(filter|sort|refine|brand|price|rating|colou?r|clear all|apply|in stock|availability|category|show \d+|stars? (and|&) up)\b|filtern|sortieren|marke|preis|filtrer|trier|marque|prix|filtrar|ordenar|marca|precio|filtra|ordina|prezzo/i,
  clearFilters: /\b(clear|reset|remove)( all)?( the)?( filters?)?\b|zurücksetzen|effacer|borrar|azzera|wissen/i,
  sort: /\b(sort|order by)\b|sortier|trier|ordenar|ordina|sorteer/i,
  configure:
    /\b(size|colou?r|option|variant|style|material|length|width|format|capacity|finish)\b|größe|farbe|taille|couleur|talla|color|taglia|colore|maat|kleur/i,
  compare: /\b(compare|comparison)\b|vergleich|comparer|comparar|confronta|vergelijk/i,
  review:
    /\b(reviews?|ratings?|description|details|specifications?|questions|size guide|delivery (and|&) returns)\b|bewertung|beschreibung|avis|opiniones|recensioni/i,
  signIn:
    /\b(sign ?in|log ?in|sign ?up|register|create (an )?account|my account|guest|forgot)\b|anmelden|registrieren|gast|connexion|connecter|invité|iniciar sesión|invitado|accedi|ospite|inloggen/i,
  pay: /\b(card|credit|debit|paypal|klarna|apple pay|google pay|payment|cvc|cvv|expiry|iban|invoice)\b|karte|zahlung|rechnung|paiement|carte bancaire|pago|tarjeta|pagamento|betaling/i,
  nextPage:
    /\b(next|previous|page \d+|load more|show more)\b|weiter|suivant|siguiente|successiv|volgende|mehr anzeigen/i,
} as const;
