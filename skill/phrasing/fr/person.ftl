handed-over = Une personne vous rappellera. Votre numéro de dossier : { $ticket-spoken }. Au revoir.
    .text = Une personne vous rappellera à ce sujet. Votre numéro de dossier : { $ticket }.
phone-us = Vous pouvez nous appeler au { $phone-spoken }.
    .text = Vous pouvez nous appeler au { $phone }.
