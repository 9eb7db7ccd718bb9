in-stock = Oui, { $product } : en stock.
    .text = Oui, cet article est en stock : { $product }.
few-left = Oui, { $product } : il n'en reste que { $left }.
    .text = Oui, cet article est en stock, il n'en reste que { $left } : { $product }.
closest-is = Plus de stock : { $missing }. Le plus proche : { $product }.
    .text = Cet article est épuisé : { $missing }. Le plus proche que nous ayons : { $product }.
